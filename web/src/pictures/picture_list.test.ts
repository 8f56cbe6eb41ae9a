// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { PictureOutcome } from "./outcome";
import { is_busy, is_plain, items_to_send, make_picture_list, type Fingerprinter } from "./picture_list";

const ready = (digit: string, quality = 90): PictureOutcome => ({
  ok: true,
  origin: "module",
  damaged: false,
  signals: [{ kind: "pdq-c1", code: digit.repeat(64), quality }],
});
const file = (name: string): File => new File([name], name);
/** Answers by the name of the file. */
const by_name = (answers: Record<string, PictureOutcome>): Fingerprinter => async (given) => answers[given.name] ?? { ok: false, error: "not_a_picture" };
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

describe("the list of pictures", () => {
  it("works on one picture at a time, in order", async () => {
    const order: string[] = [];
    let under_way = 0;
    const list = make_picture_list(async (given) => {
      under_way += 1;
      expect(under_way).toBe(1);
      order.push(given.name);
      await settled();
      under_way -= 1;
      return ready("1");
    });
    list.add([file("a"), file("b")]);
    list.add([file("c")]);
    while (is_busy(list.all.get())) await settled();
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("says why a picture could not be read, and goes on with the next", async () => {
    const list = make_picture_list(by_name({ good: ready("1") }));
    list.add([file("bad"), file("good")]);
    while (is_busy(list.all.get())) await settled();
    expect(list.all.get().map(({ state }) => state)).toMatchObject([
      { step: "done", outcome: { ok: false, error: "not_a_picture" } },
      { step: "done", outcome: { ok: true } },
    ]);
    expect(items_to_send(list.all.get())).toHaveLength(1);
  });

  it("notices the same picture twice and sends it once", async () => {
    const list = make_picture_list(by_name({ a: ready("1"), b: ready("1"), c: ready("2") }));
    list.add([file("a"), file("b"), file("c")]);
    while (is_busy(list.all.get())) await settled();
    expect(list.all.get().map(({ duplicate_of }) => duplicate_of)).toEqual([null, 1, null]);
    expect(items_to_send(list.all.get())).toHaveLength(2);
    list.remove(1);
    expect(list.all.get().map(({ number, duplicate_of }) => [number, duplicate_of])).toEqual([[2, null], [3, null]]);
  });

  it("knows a picture that is too plain", () => {
    expect(is_plain(ready("1", 49))).toBe(true);
    expect(is_plain(ready("1", 50))).toBe(false);
  });

  it("stops: the one under way and those waiting have no fingerprint", async () => {
    const list = make_picture_list((_file, stop) => new Promise((done) => stop.addEventListener("abort", () => done({ ok: false, error: "crashed" }))));
    list.add([file("a"), file("b")]);
    list.stop();
    await settled();
    expect(list.all.get().map(({ state }) => state.step)).toEqual(["stopped", "stopped"]);
    expect(items_to_send(list.all.get())).toEqual([]);
  });

  it("survives a fingerprinter that throws", async () => {
    const list = make_picture_list(() => Promise.reject(new Error("trap")));
    list.add([file("a")]);
    while (is_busy(list.all.get())) await settled();
    expect(list.all.get()[0]?.state).toEqual({ step: "done", outcome: { ok: false, error: "crashed" } });
  });

  it("forgets everything", async () => {
    const list = make_picture_list(by_name({ a: ready("1") }));
    list.add([file("a")]);
    list.forget();
    await settled();
    expect(list.all.get()).toEqual([]);
  });

  it("sends nothing but kind, code and quality", async () => {
    const list = make_picture_list(by_name({ a: ready("1") }));
    list.add([file("a")]);
    while (is_busy(list.all.get())) await settled();
    expect(JSON.stringify(items_to_send(list.all.get()))).toBe(
      `[{"media":"picture","origin":"module","signals":[{"kind":"pdq-c1","code":"${"1".repeat(64)}","quality":90}]}]`,
    );
  });
});
