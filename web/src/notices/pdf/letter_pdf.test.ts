// SPDX-License-Identifier: Apache-2.0
// Letters as PDF, read back by poppler (docs/DEPENDENCIES.md): the words, their order and tags, the embedded font.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shown_signs } from "../letter_file";
import { undrawable, write_pdf, type PdfLetter } from "./letter_pdf";
import { TrueType } from "./truetype";

const font = new TrueType(new Uint8Array(readFileSync(new URL("../../../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf", import.meta.url))));
const letter = (text: string, title = "Report"): PdfLetter => ({ title, language: "en-GB", sections: [{ heading: "", text }] });

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "letter-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a tool of poppler says of the file. */
async function read(tool: string, made: PdfLetter, ...options: string[]): Promise<string> {
  const path = join(folder, "letter.pdf");
  writeFileSync(path, await write_pdf(made, font));
  const to = tool === "pdftotext" ? ["-"] : [];
  return execFileSync(tool, [...options, path, ...to], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe("a letter as PDF", () => {
  it("has a title that tells nothing, language and tags, its heading and its font within it", async () => {
    const made = letter("First paragraph.\n\nSecond paragraph.", "Adroddiad â theitl ŵ");
    const info = await read("pdfinfo", made);
    expect(info).toMatch(/^Title: +Letter$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^Page size: +595\.28 x 841\.89 pts \(A4\)$/m);
    expect(info).not.toMatch(/^(Author|Creator|Producer|CreationDate):/m);
    expect(await read("pdffonts", made)).toMatch(/AAAAAA\+DejaVuSans +CID TrueType +Identity-H +yes yes yes/);
    expect(await read("pdfinfo", made, "-struct-text")).toMatch(/^Document\n {2}H1 \(block\)\n {4}"Adroddiad â theitl ŵ"\n {2}P \(block\)\n {4}"First paragraph\."\n {2}P \(block\)\n {4}"Second paragraph\."/);
  });

  it("keeps every letter of Welsh, and of other writing that stands side by side", async () => {
    const text = "Â Ê Î Ô Û Ŵ Ŷ â ê î ô û ŵ ŷ Ẁ ẁ Ẃ ẃ Ẅ ẅ Ỳ ỳ ï ö £ € – — “ ” ’ … łódź Ελληνικά Кириллица";
    expect(undrawable(letter(text), font)).toEqual([]);
    expect((await read("pdftotext", letter(text))).replace(/\s+/g, " ")).toContain(text);
    // Typed on a Mac, as letters with accents of their own.
    expect((await read("pdftotext", letter("tŷ gŵr".normalize("NFD")))).trim().split(/\n+/)).toEqual(["Report", "tŷ gŵr"]);
  });

  it("says that it is Welsh, also in its neutral title", async () => {
    const welsh: PdfLetter = { title: "Adroddiad â theitl ŵ ŷ", language: "cy-GB", sections: [{ heading: "", text: "Rwy'n ysgrifennu am dŷ, gŵr a ffŵl." }] };
    expect(await read("pdfinfo", welsh)).toMatch(/^Title: +Llythyr$/m);
    expect(readFileSync(join(folder, "letter.pdf"), "latin1")).toContain(`/Lang <FEFF${[..."cy-GB"].map((each) => each.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")).join("")}>`);
    expect((await read("pdftotext", welsh)).trim().split(/\n+/)).toEqual(["Adroddiad â theitl ŵ ŷ", "Rwy'n ysgrifennu am dŷ, gŵr a ffŵl."]);
  });
  it("names what it cannot draw as it is", () => {
    expect(undrawable(letter("مرحبا שלום 你好 नमस्ते"), font)).toEqual(expect.arrayContaining(["م", "ש", "你", "न"]));
    expect(undrawable(letter("a 🏳️‍🌈 b"), font)).toContain("🏳");
    expect(undrawable(letter("q\u0301"), font)).toEqual(["\u0301"]);
    expect(undrawable(letter("plain text\twith a tab\nand lines ❤️"), font)).toEqual([]);
  });

  it("leaves out what shows nothing, as it comes along with what is pasted, and keeps every end of a line", async () => {
    const pasted = letter("Number: \u202a+44 7700 900123\u202c\r\nName:\u00a0a\u00add\u200bmin\ufeff\u2066x\u2069\u0007\u2028last\u200f");
    expect(undrawable(pasted, font)).toEqual([]);
    expect((await read("pdftotext", pasted)).trim().split(/\n+/)).toEqual(["Report", "Number: +44 7700 900123", "Name: adminx", "last"]);
  });
  it("refuses joiners, halves of characters and what nobody has a glyph for, and can name each", () => {
    const found = undrawable(letter("a\u200db \ud800 \u{e000} \u3000 👍🏽 e\u0323\u0301\u0302"), font);
    expect(found).toEqual(expect.arrayContaining(["\u200d", "\ud800", "\u{e000}", "\u3000"]));
    expect(shown_signs(found)).toMatch(/^U\+200D U\+D800 U\+E000 U\+3000 /);
    expect(shown_signs(Array.from({ length: 50 }, () => "你"))).toBe(Array.from({ length: 20 }, () => "你").join(" "));
  });
  it("is made of a letter of any length: words without end, blanks without end, thousands of lines, and nothing at all", async () => {
    const pages = async (text: string): Promise<number> => Number(/^Pages: +(\d+)$/m.exec(await read("pdfinfo", letter(text)))?.[1]);
    expect(await pages("x".repeat(200_000))).toBeGreaterThan(40);
    expect(await pages(`a${" ".repeat(300_000)}b`)).toBe(1);
    expect(await pages(Array.from({ length: 5000 }, (_, i) => `Line ${i}`).join("\n"))).toBeGreaterThan(100);
    expect(await pages(Array.from({ length: 5000 }, (_, i) => `Paragraph ${i}`).join("\n\n"))).toBeGreaterThan(150);
    expect(await pages("")).toBe(1);
    expect(await pages(" \n\n \n")).toBe(1);
  });

  it("breaks lines between words, long addresses inside, and goes on over pages with nothing lost", async () => {
    const words = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(" ");
    const address = `https://example.org/${"a1b2c3".repeat(60)}`;
    const made = letter(`${words}\n\nWhere it is:\n1. ${address}\n\nEnd.`);
    expect(await read("pdfinfo", made)).toMatch(/^Pages: +[4-9]$/m);
    const text = await read("pdftotext", made, "-raw");
    expect(text.replace(/\s+/g, " ")).toContain(words);
    expect(text.replace(/\s/g, "")).toContain(`1.${address}End.`);
    // Nothing lies outside of the margins.
    const boxes = [...(await read("pdftotext", made, "-bbox")).matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)].map((found) => found.slice(1).map(Number));
    expect(boxes.length).toBeGreaterThan(2000);
    for (const [x0, y0, x1, y1] of boxes as [number, number, number, number][]) expect(x0 >= 56 && y0 >= 50 && x1 <= 595.28 - 56 && y1 <= 841.89 - 50).toBe(true);
  });

  it("is drawn without a complaint, and holds no more of the font than it needs", async () => {
    const path = join(folder, "drawn.pdf");
    const bytes = await write_pdf(letter("Fingerprints: 0123456789abcdef\n\nŵŷ"), font);
    writeFileSync(path, bytes);
    const drawn = execFileSync("pdftoppm", ["-r", "50", "-gray", path], { stdio: ["ignore", "pipe", "pipe"] });
    expect(drawn.subarray(drawn.length - 413 * 584).some((value) => value < 128)).toBe(true);
    expect(bytes.length).toBeLessThan(40_000);
  });
});

describe("a font of some glyphs", () => {
  it("draws them as before, with what they are put together from, and nothing else", () => {
    const glyph = font.glyph_of("ŵ".codePointAt(0) ?? 0);
    const small = font.subset([glyph]);
    expect(small.length).toBeLessThan(60_000);
    expect(new DataView(small.buffer).getUint32(0)).toBe(0x00010000);
    let sum = 0;
    for (let i = 0; i < small.length; i += 4) sum = (sum + new DataView(small.buffer).getUint32(i)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});
