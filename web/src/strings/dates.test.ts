// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";
import { day_and_month, day_and_time, day_time_and_zone, time_of_day, whole_day } from "./dates";
import { make_language } from "./language";

describe("days and times", () => {
  const at = new Date(2026, 10, 2, 4, 5);
  it("are written in each language, also where the browser knows no Welsh dates", () => {
    vi.spyOn(Intl, "DateTimeFormat").mockImplementation(() => {
      throw new Error("asked the browser");
    });
    expect([whole_day("en", at), whole_day("cy", at)]).toEqual(["2 November 2026", "2 Tachwedd 2026"]);
    expect([day_and_month("cy", at), time_of_day(at), day_and_time("cy", at)]).toEqual(["2 Tachwedd", "04:05", "2 Tachwedd 2026, 04:05"]);
    expect(make_language("cy").date(at)).toBe("2 Tachwedd 2026");
    vi.restoreAllMocks();
  });
  it("without a time are the same day in every time zone", () => {
    for (const zone of ["America/Los_Angeles", "Europe/London", "Pacific/Auckland"]) {
      vi.stubEnv("TZ", zone);
      expect(make_language("en").date("2026-11-21")).toBe("21 November 2026");
    }
    vi.unstubAllEnvs();
  });
  it("have twelve months, as the dates of this machine have them", () => {
    for (const [tag, locale] of [
      ["en", "en-GB"],
      ["cy", "cy-GB"],
    ] as const)
      for (let month = 0; month < 12; month += 1) {
        const day = new Date(2026, month, 15);
        expect(whole_day(tag, day)).toBe(new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(day));
      }
  });
  it("name their zone where the list leaves the page", () => {
    expect(day_time_and_zone("en", at)).toMatch(/^2 November 2026, 04:05 [A-Z+0-9:-]+$/);
  });
});
