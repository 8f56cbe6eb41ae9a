// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { make_key_sequence, patience_ms } from "./key_sequence";

const shift = { key: "Shift", shiftKey: false, elsewhere: false };
const escape = { key: "Escape", shiftKey: false, elsewhere: false };
const letter = { key: "a", shiftKey: false, elsewhere: false };

describe("leaving by keys", () => {
  it("takes Shift three times", () => {
    const press = make_key_sequence();
    expect(press(shift, 0)).toEqual({ left: 2, key: "Shift" });
    expect(press(shift, 100)).toEqual({ left: 1, key: "Shift" });
    expect(press(shift, 200)).toEqual({ left: 0, key: "Shift" });
  });

  it("takes Escape twice", () => {
    const press = make_key_sequence();
    expect(press(escape, 0)).toEqual({ left: 1, key: "Escape" });
    expect(press(escape, 100)).toEqual({ left: 0, key: "Escape" });
  });

  it("does not count a Shift held for a capital", () => {
    const press = make_key_sequence();
    for (let i = 0; i < 5; i += 1) {
      expect(press({ ...letter, key: "A", shiftKey: true }, i * 10)).toBeNull();
      expect(press(shift, i * 10 + 5)).toBeNull();
    }
  });

  it("does not count an Escape that closed a dialog, a list or an input method's window", () => {
    const press = make_key_sequence();
    expect(press({ ...escape, elsewhere: true }, 0)).toBeNull();
    expect(press({ ...escape, elsewhere: true }, 100)).toBeNull();
    expect(press(escape, 200)).toEqual({ left: 1, key: "Escape" });
    expect(press({ ...escape, elsewhere: true }, 300)).toBeNull();
    expect(press(escape, 400)).toEqual({ left: 1, key: "Escape" });
    expect(press(escape, 500)).toEqual({ left: 0, key: "Escape" });
  });

  it("starts anew after another key, after the other leaving key, and after a pause", () => {
    const press = make_key_sequence();
    press(shift, 0);
    press(letter, 10);
    expect(press(shift, 20)).toEqual({ left: 2, key: "Shift" });
    expect(press(escape, 30)).toEqual({ left: 1, key: "Escape" });
    expect(press(shift, 40)).toEqual({ left: 2, key: "Shift" });
    expect(press(shift, 41 + patience_ms)).toEqual({ left: 2, key: "Shift" });
  });
});
