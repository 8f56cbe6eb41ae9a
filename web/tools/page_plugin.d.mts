// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from "vite";
/** `root` is the repository, with a slash at its end. */
export function guide_in_page(root: string): Plugin;
