// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { share_of_work } from "./proof";

describe("the progress of a proof", () => {
  it("grows and never says that it is done", () => {
    expect(share_of_work(0, 16)).toBe(0);
    expect(share_of_work(65536, 16)).toBeCloseTo(0.632, 2);
    expect(share_of_work(2 ** 40, 16)).toBe(0.99);
  });
});
