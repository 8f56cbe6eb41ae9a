// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const page_folder = join(root, "build/page");
export const vectors = join(root, "vectors");
/** The bridge photo of the PDQ reference, and its edits beside it. */
export const edits_folder = join(vectors, "pdq/images/bridge-mods");
export const bridge = join(edits_folder, "aaa-orig.jpg");
export const screens_folder = join(root, "build/screens");
mkdirSync(screens_folder, { recursive: true });

/** Picture files of a folder and all in it, by name. */
export const pictures_under = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && /\.(jpe?g|png|webp|gif)$/.test(path))
    .sort();

/** The command under test; HOLDFAST_BIN names another one. */
export const holdfast = process.env.HOLDFAST_BIN ?? join(root, "build/bin/holdfast");
