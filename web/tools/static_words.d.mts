// SPDX-License-Identifier: Apache-2.0
/** The words around the guide's own on the pages without script, by language. */
export const words: Readonly<Record<"en" | "cy", object>>;
