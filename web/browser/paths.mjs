// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const page_folder = join(root, "build/page");
export const vectors = join(root, "vectors");
export const screens_folder = join(root, "build/screens");
mkdirSync(screens_folder, { recursive: true });

/** The command under test; HOLDFAST_BIN names another one. */
export const holdfast = process.env.HOLDFAST_BIN ?? join(root, "build/bin/holdfast");
export const has_service = existsSync(holdfast);
