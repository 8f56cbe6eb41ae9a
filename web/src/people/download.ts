// SPDX-License-Identifier: Apache-2.0
// A download of one's own account, as a platform gives it: one file with friends or followers, or the zip that holds such files. Of a zip
// only the files whose names say that they are lists of people are unpacked (docs/formats/contacts.md).
import { chunks_of } from "../archive/chunks";
import { JsonSections } from "./json_sections";
import { greatest_contacts_file, type Contact, type ContactError, type ContactsRead } from "./people";
import { content_of, read_directory, starts_as_zip, ZipDamage, type ZipEntry } from "../archive/zip";

/** `locked`: a zip with a password. `no_list`: a zip without a list of people. `facebook_html`: Facebook's lists as web pages. */
export type DownloadError = ContactError | "locked" | "no_list" | "facebook_html";
export type DownloadRead = { ok: true; lists: { platform: string; contacts: Contact[]; left_off: number }[] } | { ok: false; error: DownloadError };

/** Of one file, unpacked: a large one of TikTok is passed over but for its lists. */
export const greatest_whole_file = 1024 * 1024 * 1024;
/** Files of one zip, and all that is unpacked of them. */
const most_files = 64;
const greatest_unpacked = 1024 * 1024 * 1024;

/** By folder and name: what else lies in a download is not opened, nor what a Mac packs beside each file. */
const beside_a_file = /(^|\/)(__MACOSX\/|\._[^/]*$)/;
const lists = [
  /(^|\/)followers_and_following\/(followers|following)(_\d+)?\.(json|html)$/i, // Instagram
  /(^|\/)(friends_and_followers|connections\/(friends|followers))\/[^/]+\.json$/i, // Facebook
  /(^|\/)json\/friends\.json$/i, // Snapchat
  /(^|\/)user_data(_tiktok)?\.json$/i, // TikTok
  /(^|\/)data\/(follower|following)(-part\d+)?\.js$/i, // X
];
const facebook_pages = /(^|\/)your_friends\.html$/i;
/** TikTok's names for its lists (docs/formats/contacts.md). */
const large_lists = ["Follower List", "Follower", "Followers", "Following List", "Following"];

const failed = (error: DownloadError): DownloadRead => ({ ok: false, error });

/** What the reading asks and tells: `read` reads one file of at most `greatest_contacts_file` bytes, `may_go_on` is asked before each
 *  piece, `progress` hears how much of what has to be read is read, from 0 to 1. */
export interface Reading {
  read: (bytes: Uint8Array) => ContactsRead;
  may_go_on: () => boolean;
  progress?: (share: number) => void;
}

export async function read_download(file: File | Blob, { read, may_go_on, progress }: Reading): Promise<DownloadRead> {
  const pieces = (all: number): Pieces => new Pieces(read, may_go_on, all, progress);
  try {
    const first = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    if (starts_as_zip(first)) return await read_zip(file, pieces);
    if ("name" in file && facebook_pages.test(file.name)) return failed("facebook_html");
    if (file.size > greatest_whole_file) return failed("too_large");
    const found = await pieces(file.size).read_one(chunks_of(file.stream()));
    return found.ok ? { ok: true, lists: [found] } : found;
  } catch {
    return failed("damaged"); // the zip, or the disk that it lies on
  }
}

async function read_zip(file: Blob, pieces: (all: number) => Pieces): Promise<DownloadRead> {
  // Some programs of Windows part folders by a backslash.
  const all = (await read_directory(file)).map((entry) => ({ ...entry, name: entry.name.replaceAll("\\", "/") })).filter(({ name }) => !beside_a_file.test(name));
  const wanted = all.filter(({ name }) => lists.some((pattern) => pattern.test(name)));
  if (wanted.length === 0) return failed(all.some(({ name }) => facebook_pages.test(name)) ? "facebook_html" : "no_list");
  if (wanted.some(({ locked }) => locked)) return failed("locked");
  const unpacked = wanted.reduce((sum, { size }) => sum + size, 0);
  if (wanted.length > most_files || unpacked > greatest_unpacked) return failed("too_large");
  if (!wanted.some(is_unpacked_here)) return failed("archive");
  const reading = pieces(unpacked);
  const found: (ContactsRead & { ok: true })[] = [];
  const errors: ContactError[] = [];
  for (const entry of wanted) {
    const one = is_unpacked_here(entry) ? await read_entry(file, entry, reading) : ({ ok: false, error: "archive" } as const);
    if (one.ok) found.push(one);
    else errors.push(one.error);
  }
  // One damaged list does not hide the others; among Facebook's files many are none.
  if (found.length > 0) return { ok: true, lists: found };
  return failed(errors.find((error) => error !== "unknown" && error !== "nobody") ?? (errors.includes("nobody") ? "nobody" : "no_list"));
}

/** Stored, or deflated where the browser can undo that without a head (`deflate-raw` came later than the rest). */
function is_unpacked_here({ method }: ZipEntry): boolean {
  if (method !== 8) return method === 0;
  try {
    return new DecompressionStream("deflate-raw").readable instanceof ReadableStream;
  } catch {
    return false;
  }
}

async function read_entry(file: Blob, entry: ZipEntry, reading: Pieces): Promise<ContactsRead> {
  try {
    return await reading.read_one(content_of(file, entry));
  } catch (error) {
    if (error instanceof ZipDamage) return { ok: false, error: "damaged" };
    throw error;
  }
}

/** Longest that the page is kept from answering a press, in milliseconds: somebody may want to leave. */
const longest_turn = 30;

/** What is unpacked, piece by piece, with a pause for the page now and then. */
class Pieces {
  readonly #read: Reading["read"];
  readonly #may_go_on: Reading["may_go_on"];
  readonly #progress: NonNullable<Reading["progress"]>;
  readonly #all: number;
  #read_so_far = 0;
  #turn_began = performance.now();

  /** `all`: bytes that will come, as far as is known. */
  constructor(read: Reading["read"], may_go_on: Reading["may_go_on"], all: number, progress: Reading["progress"]) {
    this.#read = read;
    this.#may_go_on = may_go_on;
    this.#all = all;
    this.#progress = progress ?? (() => undefined);
  }

  /** Held as a whole while it is small enough; of a larger one the lists alone are kept. */
  async read_one(chunks: AsyncGenerator<Uint8Array>): Promise<ContactsRead> {
    const sections = new JsonSections(large_lists, greatest_contacts_file / 2);
    let held: Uint8Array[] | null = [];
    let size = 0;
    for await (const chunk of chunks) {
      if (!(await this.#took(chunk.length))) return { ok: false, error: "nobody" };
      size += chunk.length;
      if (size > greatest_contacts_file) held = null;
      held?.push(chunk);
      const fits = sections.push(chunk);
      if (held === null && !fits) return { ok: false, error: "too_large" };
    }
    if (!this.#may_go_on()) return { ok: false, error: "nobody" };
    if (held === null) {
      const kept = sections.text();
      return kept === null ? { ok: false, error: "too_large" } : this.#read(kept);
    }
    return this.#read(new Uint8Array(await new Blob(held as BlobPart[]).arrayBuffer()));
  }

  /** Whether to go on, after the page had its turn where it has waited long. */
  async #took(bytes: number): Promise<boolean> {
    this.#read_so_far += bytes;
    if (!this.#may_go_on()) return false; // whoever stopped it hears no more of it
    if (performance.now() - this.#turn_began > longest_turn) {
      this.#progress(Math.min(1, this.#read_so_far / Math.max(1, this.#all)));
      await new Promise((resolve) => setTimeout(resolve));
      this.#turn_began = performance.now();
    }
    return true;
  }
}
