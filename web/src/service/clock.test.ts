// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { clock_behind } from "./clock";

const at = Date.parse("2026-11-22T14:00:00Z");

it("is told to the second from the middle between asking and hearing, behind being more", () => {
  expect(clock_behind("2026-11-22T14:01:00Z", at, at + 2000)).toBe(59_000);
  expect(clock_behind("2026-11-22T13:59:00Z", at, at)).toBe(-60_000);
  expect(Object.is(clock_behind("2026-11-22T14:00:00Z", at, at + 400), 0)).toBe(true);
});

it("is not told by an answer that names no time, took long, or came before it was asked for", () => {
  expect([clock_behind("soon", at, at), clock_behind("2026-11-22T14:00:00Z", at, at + 10_001), clock_behind("2026-11-22T14:00:00Z", at, at - 1)]).toEqual([null, null, null]);
});
