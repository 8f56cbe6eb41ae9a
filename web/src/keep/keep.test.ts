// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { make_reminder } from "./calendar";
import { recovery_file_name } from "./save_file";

describe("the calendar reminder", () => {
  const text = make_reminder("Look at notes", new Date(2026, 10, 21, 19, 0), 14, "u1");

  it("lies two weeks ahead, at ten, wherever the person is", () => {
    expect(text).toContain("DTSTART:20261205T100000\r\n");
    expect(text).toContain("DTEND:20261205T101500\r\n");
  });

  it("says nothing of what it is about", () => {
    expect(text).toContain("SUMMARY:Look at notes\r\n");
    expect(text).not.toMatch(/holdfast|picture|case|http|HF-/i);
  });

  it("ends every line with CRLF and escapes what the format needs", () => {
    expect(text.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
    expect(make_reminder("a, b; c\\d", new Date(), 14, "u")).toContain("SUMMARY:a\\, b\\; c\\\\d\r\n");
  });

  it("crosses the end of a year", () => {
    expect(make_reminder("x", new Date(2026, 11, 25), 14, "u")).toContain("DTSTART:20270108T100000");
  });
});

describe("the file's name", () => {
  it("is plain", () => {
    expect(recovery_file_name("HF-7K3Q-9XWM-C")).toBe("notes-7K3Q.txt");
    expect(recovery_file_name(null)).toBe("notes.txt");
  });
});
