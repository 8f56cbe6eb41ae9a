// SPDX-License-Identifier: Apache-2.0
// An archive (zip) of a chat or an account: the files in it by their directory, and those that are chosen, unpacked by the
// browser's own inflate and held against their sums. What is not chosen is neither read nor unpacked.
import { content_of, read_directory, ZipDamage, type ZipEntry } from "../archive/zip";
import { type Outcome, refused } from "./case_types";
import type { JobOptions } from "./desk";
import type { SeenFile } from "./reading";
import type { TakenPart, WholeFile } from "./whole_file";

/** Documents that are zips inside, by a file that each of their kind has. */
const of_documents: readonly string[] = ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"];
/** Unpacked bytes that lie in the page's own memory before the browser takes them over. */
const most_at_hand = 8 * 1024 * 1024;
/** Of all that is chosen at once, unpacked and by the archive's own word: more goes in after that, or comes as a file of its own. */
export const most_unpacked = 1024 * 1024 * 1024;

/** As it may be shown: nothing in it turns the line around; some programs write the other slash. */
const shown = (path: string): string => path.replaceAll("\\", "/").replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
const name_of = (path: string): string => shown(path).slice(shown(path).lastIndexOf("/") + 1);
const folder_of = (path: string): string => shown(path).slice(0, Math.max(0, shown(path).lastIndexOf("/")));

/** Of a document that is a zip inside, and of an archive with nothing in it: refused("one_thing"). */
export async function open_archive(file: File, seen: SeenFile): Promise<Outcome<WholeFile>> {
  let entries: ZipEntry[];
  try {
    entries = (await read_directory(file)).filter(({ name }) => !/[/\\]$/.test(name));
  } catch (error) {
    return refused(error instanceof ZipDamage ? "damaged_archive" : "unreadable");
  }
  if (entries.length === 0 || entries.some(({ name }) => of_documents.includes(name))) return refused("one_thing");
  const names = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of entries) (names.has(name) ? twice : names).add(name);
  const from = { name: file.name, size: seen.size, sha256: seen.sha256 };
  return {
    ok: true,
    value: {
      from,
      parts: entries.map(({ name, size }) => ({ title: name_of(name), details: folder_of(name), when: "", bytes: size })),
      async take(chosen, options) {
        const wanted = chosen.flatMap((place) => entries[place] ?? []);
        const bytes = wanted.reduce((sum, { size }) => sum + size, 0);
        if (bytes > most_unpacked) return refused("much_of_archive");
        // A link is no file, and of two files with one name nobody can say which is meant.
        if (wanted.some(({ name, is_file }) => !is_file || twice.has(name))) return refused("odd_part");
        const taken: TakenPart[] = [];
        let before = 0;
        for (const entry of wanted) {
          const part = await unpack(file, entry, { ...options, progress: (done) => options.progress?.(bytes === 0 ? 1 : (before + done) / bytes) });
          if (!part.ok) return part;
          taken.push({ file: part.value, from, path: shown(entry.name) });
          before += entry.size;
        }
        return { ok: true, value: taken };
      },
    },
  };
}

/** `progress` is told bytes. */
async function unpack(file: File, entry: ZipEntry, { stop, progress }: JobOptions): Promise<Outcome<File>> {
  if (entry.locked || (entry.method !== 0 && entry.method !== 8)) return refused("locked_part");
  const blobs: Blob[] = [];
  let at_hand: Uint8Array<ArrayBuffer>[] = [];
  let [held, done] = [0, 0];
  try {
    for await (const chunk of content_of(file, entry, true)) {
      if (stop?.aborted === true) return refused("stopped");
      at_hand.push(chunk as Uint8Array<ArrayBuffer>);
      held += chunk.length;
      done += chunk.length;
      if (held >= most_at_hand) {
        blobs.push(new Blob(at_hand));
        [at_hand, held] = [[], 0];
      }
      progress?.(done);
    }
  } catch (error) {
    return refused(error instanceof ZipDamage ? "damaged_part" : "unreadable");
  }
  return { ok: true, value: new File([...blobs, ...at_hand], name_of(entry.name), { lastModified: file.lastModified }) };
}
