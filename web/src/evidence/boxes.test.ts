// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { between, by_key, does_something, first_box, first_crop, inside, nothing_covered, step_of, with_box } from "./boxes";

const of = { width: 200, height: 100 };

it("covers every pixel between two points, in whichever order they come, and none outside the picture", () => {
  expect(between({ x: 10.4, y: 20.9 }, { x: 30.1, y: 40 }, of)).toEqual([10, 20, 21, 20]);
  expect(between({ x: 30.1, y: 40 }, { x: 10.4, y: 20.9 }, of)).toEqual([10, 20, 21, 20]);
  expect(between({ x: -50, y: -5 }, { x: 900, y: 900 }, of)).toEqual([0, 0, 200, 100]);
  expect(between({ x: 900, y: 900 }, { x: 900, y: 900 }, of)).toEqual([199, 99, 1, 1]);
});

it("stays inside when it is moved, resized or typed", () => {
  expect(inside([190, -3, 50, 500], of)).toEqual([150, 0, 50, 100]);
  expect(inside([0, 0, 0, 0], of)).toEqual([0, 0, 1, 1]);
  expect(step_of(of)).toBe(2);
  expect(by_key("ArrowRight", false, [150, 0, 50, 10], of)).toEqual([150, 0, 50, 10]);
  expect(by_key("ArrowLeft", false, [150, 0, 50, 10], of)).toEqual([148, 0, 50, 10]);
  expect(by_key("ArrowRight", true, [150, 0, 49, 10], of)).toEqual([150, 0, 50, 10]);
  expect(by_key("ArrowUp", true, [150, 0, 50, 2], of)).toEqual([150, 0, 50, 1]);
  expect(by_key("Tab", false, [0, 0, 1, 1], of)).toBeNull();
  for (const box of [first_box(of), first_crop(of), first_box({ width: 1, height: 1 })]) expect(box.every((each) => Number.isInteger(each))).toBe(true);
});

it("adds, changes and takes away by place", () => {
  const one = with_box(nothing_covered, 0, [1, 2, 3, 4]);
  const two = with_box(one, 1, [5, 6, 7, 8]);
  expect(with_box(two, 0, [9, 9, 9, 9]).boxes).toEqual([[9, 9, 9, 9], [5, 6, 7, 8]]);
  expect(with_box(two, 0, null).boxes).toEqual([[5, 6, 7, 8]]);
  expect(with_box(two, "crop", [0, 0, 9, 9])).toEqual({ boxes: two.boxes, crop: [0, 0, 9, 9] });
  expect([nothing_covered, with_box(nothing_covered, "crop", [0, 0, 200, 100]), with_box(nothing_covered, "crop", [0, 0, 199, 100]), one].map((each) => does_something(each, of))).toEqual([false, false, true, true]);
});
