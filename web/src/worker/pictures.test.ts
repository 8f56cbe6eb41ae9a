// SPDX-License-Identifier: Apache-2.0
// With the real module and real files.
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { built_module, vector } from "./built_module";
import { fingerprint } from "./pictures";
import { prove } from "./proof";

let compiled: WebAssembly.Module;
beforeAll(async () => {
  compiled = await built_module();
});
const named = (bytes: Uint8Array<ArrayBuffer>, name: string): File => new File([bytes], name);

describe("a picture in the worker", () => {
  it("becomes a canonical fingerprint of good quality", async () => {
    const outcome = await fingerprint(compiled, await vector("pdq/images/bridge-mods/aaa-orig.jpg"));
    expect(outcome).toMatchObject({ ok: true, origin: "module", damaged: false });
    expect(outcome.ok && outcome.signals[0]).toMatchObject({ kind: "pdq-c1", quality: 100 });
  });

  it("that is cut off, empty, a text or a video says so", async () => {
    const whole = await vector("pdq/images/bridge-mods/aaa-orig.jpg");
    const cut = await fingerprint(compiled, named(new Uint8Array(await whole.slice(0, 600).arrayBuffer()), "cut.jpg"));
    expect(cut).toEqual({ ok: false, error: "truncated" });
    expect(await fingerprint(compiled, named(new Uint8Array(), "empty.jpg"))).toEqual({ ok: false, error: "empty" });
    expect(await fingerprint(compiled, named(new TextEncoder().encode("just words, no picture"), "a.txt"))).toEqual({ ok: false, error: "not_a_picture" });
    const mp4 = new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode("ftypisom"), 0, 0, 2, 0, ...new TextEncoder().encode("isomiso2")]);
    expect(await fingerprint(compiled, named(mp4, "a.mp4"))).toEqual({ ok: false, error: "video" });
  });

  it("costs only itself when the module traps: the next one is read", async () => {
    for (let i = 0; i < 3; i += 1) {
      const noise = crypto.getRandomValues(new Uint8Array(5000));
      noise.set([0xff, 0xd8, 0xff, 0xe0]);
      expect(await fingerprint(compiled, named(noise, "noise.jpg"))).toMatchObject({ ok: false });
      expect(await fingerprint(compiled, await vector("pdq/images/misc-images/small.jpg"))).toMatchObject({ ok: true });
    }
  });

  it("that only a browser can decode is refused kindly where there is none", async () => {
    for (const name of ["landscape.heic", "heic-turned.heic", "heic-cut-at-half.heic"]) expect(await fingerprint(compiled, await vector(`media/${name}`)), name).toEqual({ ok: false, error: "heic" });
    for (const name of ["landscape.avif", "bitmap.bmp", "scan.tiff"]) expect(await fingerprint(compiled, await vector(`media/${name}`)), name).toEqual({ ok: false, error: "unsupported" });
  });
});

describe("a picture that only a browser can decode", () => {
  afterEach(() => vi.unstubAllGlobals());
  /** The picture, as its head declares it: 30,000 by 20,000. */
  async function declared_huge(name: string): Promise<File> {
    const bytes = new Uint8Array(await (await vector(`media/${name}`)).arrayBuffer());
    const at = Buffer.from(bytes).indexOf("ispe") + 8;
    new DataView(bytes.buffer).setUint32(at, 30_000);
    new DataView(bytes.buffer).setUint32(at + 4, 20_000);
    return named(bytes, name);
  }

  it("is refused before the browser decodes it when it declares too many pixels", async () => {
    const decode = vi.fn(() => Promise.reject(new Error("asked to decode")));
    vi.stubGlobal("createImageBitmap", decode);
    vi.stubGlobal("OffscreenCanvas", class {});
    for (const name of ["landscape.avif", "landscape.heic"]) expect(await fingerprint(compiled, await declared_huge(name)), name).toEqual({ ok: false, error: "too_many_pixels" });
    expect(decode).not.toHaveBeenCalled();
    expect(await fingerprint(compiled, await vector("media/landscape.avif"))).toEqual({ ok: false, error: "browser_refused" });
    expect(decode).toHaveBeenCalledOnce();
  });

  it("is refused when the browser's decoder gives more than the file declared", async () => {
    const close = vi.fn();
    vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 30_000, height: 20_000, close }));
    vi.stubGlobal("OffscreenCanvas", class {});
    expect(await fingerprint(compiled, await vector("media/landscape.avif"))).toEqual({ ok: false, error: "too_many_pixels" });
    expect(close).toHaveBeenCalledOnce();
  });
});

describe("a proof of work", () => {
  it("is found, and a malformed challenge is not tried", () => {
    // Version 1, difficulty 8, then expiry, random and MAC, which the solver does not read.
    const bytes = new Uint8Array(42);
    bytes.set([1, 8]);
    const challenge = Buffer.from(bytes).toString("base64url");
    const found = prove(compiled, { challenge, difficulty: 8, body: "{}" }, () => undefined);
    expect(found.ok && found.text).toMatch(/^\d+$/);
    expect(prove(compiled, { challenge: "x", difficulty: 8, body: "{}" }, () => undefined)).toEqual({ ok: false });
  });
});
