// SPDX-License-Identifier: Apache-2.0
// A download of one's own account, as a platform gives it: one file with friends or followers, or the zip that holds such files. Of a zip
// only the files whose names say that they are lists of people are unpacked (docs/formats/contacts.md).
import { chunks_of } from "./chunks";
import { JsonSections } from "./json_sections";
import { greatest_contacts_file, type Contact, type ContactError, type ContactsRead } from "./people";
import { content_of, read_directory, starts_as_zip, ZipDamage, type ZipEntry } from "./zip";

/** `locked`: a zip with a password. `no_list`: a zip without a list of people. `facebook_html`: Facebook's lists as web pages. */
export type DownloadError = ContactError | "locked" | "no_list" | "facebook_html";
export type DownloadRead = { ok: true; lists: { platform: string; contacts: Contact[] }[] } | { ok: false; error: DownloadError };

/** Of one file, unpacked: a large one of TikTok is passed over but for its lists. */
export const greatest_whole_file = 1024 * 1024 * 1024;
/** Files of one zip, and all that is unpacked of them. */
const most_files = 64;
const greatest_unpacked = 1024 * 1024 * 1024;

/** By folder and name: what else lies in a download is not opened. */
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

/** `read` reads one file of at most `greatest_contacts_file` bytes; `may_go_on` is asked before each. */
export async function read_download(file: File | Blob, read: (bytes: Uint8Array) => ContactsRead, may_go_on: () => boolean): Promise<DownloadRead> {
  try {
    const first = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    if (starts_as_zip(first)) return typeof DecompressionStream === "undefined" ? failed("archive") : await read_zip(file, read, may_go_on);
    if ("name" in file && facebook_pages.test(file.name)) return failed("facebook_html");
    if (file.size > greatest_whole_file) return failed("too_large");
    const found = await read_one(chunks_of(file.stream()), read, may_go_on);
    return found.ok ? { ok: true, lists: [found] } : found;
  } catch {
    return failed("damaged"); // the zip, or the disk that it lies on
  }
}

async function read_zip(file: Blob, read: (bytes: Uint8Array) => ContactsRead, may_go_on: () => boolean): Promise<DownloadRead> {
  const all = await read_directory(file);
  const wanted = all.filter(({ name }) => lists.some((pattern) => pattern.test(name)));
  if (wanted.length === 0) return failed(all.some(({ name }) => facebook_pages.test(name)) ? "facebook_html" : "no_list");
  if (wanted.some(({ locked }) => locked)) return failed("locked");
  if (wanted.length > most_files || wanted.reduce((sum, { size }) => sum + size, 0) > greatest_unpacked) return failed("too_large");
  const found: (ContactsRead & { ok: true })[] = [];
  const errors: ContactError[] = [];
  for (const entry of wanted) {
    const one = await read_entry(file, entry, read, may_go_on);
    if (one.ok) found.push(one);
    else errors.push(one.error);
  }
  // One damaged list does not hide the others; among Facebook's files many are none.
  if (found.length > 0) return { ok: true, lists: found };
  return failed(errors.find((error) => error !== "unknown" && error !== "nobody") ?? (errors.includes("nobody") ? "nobody" : "no_list"));
}

async function read_entry(file: Blob, entry: ZipEntry, read: (bytes: Uint8Array) => ContactsRead, may_go_on: () => boolean): Promise<ContactsRead> {
  try {
    return await read_one(content_of(file, entry), read, may_go_on);
  } catch (error) {
    if (error instanceof ZipDamage) return { ok: false, error: "damaged" };
    throw error;
  }
}

/** Held as a whole while it is small enough; of a larger one the lists alone are kept. */
async function read_one(chunks: AsyncGenerator<Uint8Array>, read: (bytes: Uint8Array) => ContactsRead, may_go_on: () => boolean): Promise<ContactsRead> {
  const sections = new JsonSections(large_lists, greatest_contacts_file / 2);
  let held: Uint8Array[] | null = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (!may_go_on()) return { ok: false, error: "nobody" };
    size += chunk.length;
    if (size > greatest_contacts_file) held = null;
    held?.push(chunk);
    const fits = sections.push(chunk);
    if (held === null && !fits) return { ok: false, error: "too_large" };
  }
  if (!may_go_on()) return { ok: false, error: "nobody" };
  if (held === null) {
    const kept = sections.text();
    return kept === null ? { ok: false, error: "too_large" } : read(kept);
  }
  return read(new Uint8Array(await new Blob(held as BlobPart[]).arrayBuffer()));
}
