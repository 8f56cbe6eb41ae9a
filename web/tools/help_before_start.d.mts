// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from "vite";
export function help_before_start(folder: string): Plugin;
