// SPDX-License-Identifier: Apache-2.0
// A letter as a PDF made on the device: A4, tagged (heading, paragraphs), with language, its font embedded. It names
// neither the person nor this page beyond what the letter says; the document's own title, which a viewer shows in its bar and in its
// list of files, says nothing of what the letter is about. Writing that must be shaped or runs from the right is not drawn
// wrongly but refused: whoever asks is told which characters those are.
import { PdfFile, text_string } from "./pdf_file";
import type { TrueType } from "./truetype";

export interface PdfSection {
  /** Empty: none. */
  heading: string;
  /** Paragraphs are parted by empty lines. */
  text: string;
}
export interface PdfLetter {
  title: string;
  /** Such as "en-GB". */
  language: string;
  sections: PdfSection[];
}

const document_title = (language: string): string => (language.startsWith("cy") ? "Llythyr" : "Letter");
/** Points: A4 with margins of two centimetres. */
const page = { width: 595.28, height: 841.89, margin: 56.7 } as const;
const looks = { title: { size: 15, leading: 20, after: 12, tag: "H1" }, heading: { size: 12, leading: 17, after: 8, tag: "H2" }, body: { size: 10.5, leading: 15, after: 9, tag: "P" } } as const;
type Look = keyof typeof looks;

/** Scripts whose characters stand side by side as they are. */
const is_plain_script = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}]$/u;

/** As it is drawn: composed, every end of a line alike, tabs as blanks. What shows nothing on paper is left out: marks that choose the look
 *  of an emoji, control characters, signs for the direction of writing (which come along with a copied phone number), soft hyphens and
 *  blanks without width. Joiners stay, and are refused: they change how their neighbours look. */
const drawable = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, "    ")
    .replace(/[\ufe0e\ufe0f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?!\n)\p{Cc}/gu, "");

/** Characters that a PDF would not show as they are, each once; empty where it would. */
export function undrawable(letter: PdfLetter, font: TrueType): string[] {
  const all = drawable([letter.title, ...letter.sections.flatMap(({ heading, text }) => [heading, text])].join("\n"));
  return [...new Set([...all].filter((each) => each !== "\n" && (!is_plain_script.test(each) || font.glyph_of(each.codePointAt(0) ?? 0) === 0)))];
}

interface DrawnLine {
  glyphs: number[];
  look: Look;
  /** Number of the paragraph that it belongs to. */
  paragraph: number;
  first: boolean;
  last: boolean;
}

/** Breaks after blanks, and inside what is longer than a line. A blank at the break stays, for whoever listens. */
function broken(text: string, size: number, font: TrueType): number[][] {
  const most = ((page.width - 2 * page.margin) * 1000) / size;
  const lines: number[][] = [];
  let line: number[] = [];
  let width = 0;
  const width_of = (glyphs: number[]): number => glyphs.reduce((sum, glyph) => sum + font.width_of(glyph), 0);
  const end = (): void => {
    lines.push(line);
    line = [];
    width = 0;
  };
  for (const piece of text.match(/\S+\s*|\s+/gu) ?? []) {
    const glyphs = [...piece].map((each) => font.glyph_of(each.codePointAt(0) ?? 0));
    const ink = width_of([...piece.trimEnd()].map((each) => font.glyph_of(each.codePointAt(0) ?? 0)));
    if (width > 0 && width + ink > most) end();
    if (ink <= most) {
      for (const glyph of glyphs) line.push(glyph);
      width += width_of(glyphs);
      continue;
    }
    for (const glyph of glyphs) {
      if (width + font.width_of(glyph) > most) end();
      line.push(glyph);
      width += font.width_of(glyph);
    }
  }
  if (line.length > 0 || lines.length === 0) end();
  return lines;
}

function lines_of(letter: PdfLetter, font: TrueType): { lines: DrawnLine[]; looks_of: Look[] } {
  const lines: DrawnLine[] = [];
  const looks_of: Look[] = [];
  const put = (text: string, look: Look): void => {
    const paragraph = looks_of.push(look) - 1;
    const drawn = text.split("\n").flatMap((line) => broken(line, looks[look].size, font));
    for (const [index, glyphs] of drawn.entries()) lines.push({ glyphs, look, paragraph, first: index === 0, last: index === drawn.length - 1 });
  };
  put(drawable(letter.title), "title");
  for (const { heading, text } of letter.sections) {
    if (heading !== "") put(drawable(heading), "heading");
    for (const paragraph of drawable(text).trim().split(/\n{2,}/)) put(paragraph, "body");
  }
  return { lines, looks_of };
}

const hex = (glyphs: number[]): string => glyphs.map((glyph) => glyph.toString(16).toUpperCase().padStart(4, "0")).join("");
const points = (value: number): string => String(Math.round(value * 100) / 100);

/** One page: its drawing, and which paragraph each marked piece of it belongs to. */
interface DrawnPage {
  content: string;
  pieces: number[];
}

function laid_out(lines: DrawnLine[]): DrawnPage[] {
  const pages: DrawnPage[] = [];
  let y = 0;
  let open: number | null = null;
  const close = (): void => {
    const last = pages.at(-1);
    if (last !== undefined && open !== null) last.content += "ET\nEMC\n";
    open = null;
  };
  for (const line of lines) {
    const { size, leading, after, tag } = looks[line.look];
    if (pages.length === 0 || y - leading < page.margin) {
      close();
      pages.push({ content: "", pieces: [] });
      y = page.height - page.margin;
    }
    const now = pages.at(-1);
    if (now === undefined) continue;
    y -= leading;
    if (open !== line.paragraph) {
      close();
      now.content += `/${tag} << /MCID ${now.pieces.push(line.paragraph) - 1} >> BDC\nBT\n/F1 ${size} Tf\n`;
      open = line.paragraph;
    }
    now.content += `1 0 0 1 ${points(page.margin)} ${points(y)} Tm\n<${hex(line.glyphs)}> Tj\n`;
    if (line.last) {
      close();
      y -= after;
    }
  }
  close();
  return pages;
}

/** Which characters the glyphs stand for, so that text can be searched, copied and read out. */
function to_unicode(characters: Map<number, string>): string {
  const utf16 = (text: string): string => [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0")).join("");
  const all = [...characters].map(([glyph, text]) => `<${hex([glyph])}> <${utf16(text)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < all.length; i += 100) blocks.push(`${Math.min(100, all.length - i)} beginbfchar\n${all.slice(i, i + 100).join("\n")}\nendbfchar`);
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join("\n")}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`;
}

async function add_font(file: PdfFile, font: TrueType, characters: Map<number, string>): Promise<number> {
  const used = [...characters.keys()].sort((a, b) => a - b);
  const program = font.subset(used);
  const { ascent, descent, box } = font.measures;
  const name = "/AAAAAA+DejaVuSans";
  const embedded = await file.add_stream(program, `/Length1 ${program.length} `);
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName ${name} /Flags 32 /FontBBox [${box.join(" ")}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight 729 /StemV 80 /FontFile2 ${embedded} 0 R >>`,
  );
  const widths = used.map((glyph) => `${glyph} [${points(font.width_of(glyph))}]`).join(" ");
  const drawn = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /DW 600 /W [${widths}] /CIDToGIDMap /Identity >>`,
  );
  const unicode = await file.add_stream(to_unicode(characters));
  return file.add(`<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${drawn} 0 R] /ToUnicode ${unicode} 0 R >>`);
}

/** The file's bytes. Precondition: nothing in the letter is undrawable. The same letter gives the same file wherever it is packed alike. */
export async function write_pdf(letter: PdfLetter, font: TrueType): Promise<Uint8Array<ArrayBuffer>> {
  const characters = new Map<number, string>();
  for (const each of new Set(drawable([letter.title, ...letter.sections.flatMap(({ heading, text }) => [heading, text])].join(" ")))) {
    const glyph = font.glyph_of(each.codePointAt(0) ?? 0);
    if (glyph !== 0 && !characters.has(glyph)) characters.set(glyph, each);
  }
  const { lines, looks_of } = lines_of(letter, font);
  const drawn = laid_out(lines);

  const file = new PdfFile();
  const [catalog, pages, root, tree] = [file.number(), file.number(), file.number(), file.number()];
  const font_object = await add_font(file, font, characters);
  const page_objects = drawn.map(() => file.number());
  const document = file.number();
  const elements = looks_of.map(() => file.number());
  for (const [index, { content }] of drawn.entries()) {
    const drawing = await file.add_stream(content);
    file.put(
      page_objects[index] ?? 0,
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources << /Font << /F1 ${font_object} 0 R >> >> /Contents ${drawing} 0 R /StructParents ${index} /Tabs /S >>`,
    );
  }
  for (const [paragraph, look] of looks_of.entries()) {
    const kids = drawn.flatMap(({ pieces }, index) => pieces.flatMap((each, id) => (each === paragraph ? `<< /Type /MCR /Pg ${page_objects[index] ?? 0} 0 R /MCID ${id} >>` : [])));
    file.put(elements[paragraph] ?? 0, `<< /Type /StructElem /S /${looks[look].tag} /P ${document} 0 R /K [${kids.join(" ")}] >>`);
  }
  const references = (numbers: number[]): string => numbers.map((number) => `${number} 0 R`).join(" ");
  file.put(document, `<< /Type /StructElem /S /Document /P ${root} 0 R /K [${references(elements)}] >>`);
  file.put(tree, `<< /Nums [${drawn.map(({ pieces }, index) => `${index} [${references(pieces.map((paragraph) => elements[paragraph] ?? 0))}]`).join(" ")}] >>`);
  file.put(root, `<< /Type /StructTreeRoot /K ${document} 0 R /ParentTree ${tree} 0 R /ParentTreeNextKey ${drawn.length} >>`);
  file.put(pages, `<< /Type /Pages /Kids [${references(page_objects)}] /Count ${drawn.length} >>`);
  file.put(
    catalog,
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang ${text_string(letter.language)} /MarkInfo << /Marked true >> /StructTreeRoot ${root} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  return file.finish(catalog, file.add(`<< /Title ${text_string(document_title(letter.language))} >>`));
}
