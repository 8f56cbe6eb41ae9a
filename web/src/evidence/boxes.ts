// SPDX-License-Identifier: Apache-2.0
// Boxes over a picture, in its own pixels: drawn between two points, moved, resized, kept inside it, and taken back one by one.
import type { Box } from "./case_types";

export interface Area {
  width: number;
  height: number;
}
/** What is covered, and what is left of the picture; null: all of it. */
export interface Covering {
  boxes: readonly Box[];
  crop: Box | null;
}
/** Which one: its place among the boxes, or the crop. */
export type Which = number | "crop";
export const nothing_covered: Covering = { boxes: [], crop: null };
/** As many as a record takes. */
export const most_boxes = 200;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(Math.round(value), least), most);

/** The same box, of one pixel at least and inside the picture. */
export function inside([x, y, width, height]: Box, of: Area): Box {
  const wide = within(width, 1, of.width);
  const high = within(height, 1, of.height);
  return [within(x, 0, of.width - wide), within(y, 0, of.height - high), wide, high];
}
/** Every pixel that the two points touch or lie around. */
export function between(from: { x: number; y: number }, to: { x: number; y: number }, of: Area): Box {
  const left = within(Math.floor(Math.min(from.x, to.x)), 0, of.width - 1);
  const top = within(Math.floor(Math.min(from.y, to.y)), 0, of.height - 1);
  const right = within(Math.ceil(Math.max(from.x, to.x)), left + 1, of.width);
  const bottom = within(Math.ceil(Math.max(from.y, to.y)), top + 1, of.height);
  return [left, top, right - left, bottom - top];
}
/** Where a box begins that is added by a button: in the middle, wide as a line of text. */
export const first_box = (of: Area): Box => inside([of.width * 0.3, of.height * 0.45, of.width * 0.4, of.height * 0.1], of);
/** Where the crop begins: a tenth of each edge is off. */
export const first_crop = (of: Area): Box => inside([of.width * 0.1, of.height * 0.1, of.width * 0.8, of.height * 0.8], of);
/** What an arrow key moves by. */
export const step_of = ({ width, height }: Area): number => Math.max(1, Math.round(Math.max(width, height) / 100));

const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** The box after an arrow key: moved, or with `resize` longer or shorter at its right and lower edge. Null: another key. */
export function by_key(key: string, resize: boolean, [x, y, width, height]: Box, of: Area): Box | null {
  const way = arrows[key];
  if (way === undefined) return null;
  const [right, down] = [way[0] * step_of(of), way[1] * step_of(of)];
  if (!resize) return inside([x + right, y + down, width, height], of);
  return inside([x, y, within(width + right, 1, of.width - x), within(height + down, 1, of.height - y)], of);
}

export const box_at = ({ boxes, crop }: Covering, which: Which): Box | null => (which === "crop" ? crop : (boxes[which] ?? null));
/** With another box in that place; null takes it away. */
export function with_box({ boxes, crop }: Covering, which: Which, box: Box | null): Covering {
  if (which === "crop") return { boxes, crop: box };
  if (box === null) return { boxes: boxes.filter((_, at) => at !== which), crop };
  return { boxes: which < boxes.length ? boxes.map((each, at) => (at === which ? box : each)) : [...boxes, box], crop };
}
/** Whether a copy would differ from the picture. */
export function does_something({ boxes, crop }: Covering, of: Area): boolean {
  return boxes.length > 0 || (crop !== null && (crop[2] < of.width || crop[3] < of.height));
}
