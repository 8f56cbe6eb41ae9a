// SPDX-License-Identifier: Apache-2.0
// The device's clock against the service's, by the time that an answer names: nothing is asked for it.

/** Where an answer took longer, it says too little of the moment that it names. */
const longest_ms = 10_000;

/** Milliseconds that the device is behind, to the second; null where the answer does not tell. The moment of the answer is taken to lie
 *  in the middle between asking and hearing. */
export function clock_behind(service_time: string, asked_ms: number, answered_ms: number): number | null {
  const told = Date.parse(service_time);
  const took = answered_ms - asked_ms;
  if (Number.isNaN(told) || took < 0 || took > longest_ms) return null;
  return Math.round((told - (asked_ms + answered_ms) / 2) / 1000) * 1000 + 0;
}
