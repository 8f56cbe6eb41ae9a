// SPDX-License-Identifier: Apache-2.0
// What people type is the same text on every keyboard: an "é" may arrive as one character or as "e" and an accent (Macs,
// some phones), and a copied list of words may hold wide letters or unbreakable spaces (Unicode Standard Annex 15).

/** Shorter passphrases are guessed by machines. In characters, after composing. */
export const shortest_passphrase = 12;

/** NFC: composes, and changes nothing else, so that `age` opens the file with the passphrase as most keyboards type it. */
export function composed_passphrase(typed: string): string {
  return typed.normalize("NFC");
}

export function is_long_enough(typed: string): boolean {
  return [...composed_passphrase(typed)].length >= shortest_passphrase;
}

/** NFKC: wide letters, ligatures and unusual spaces become plain ones. Words, keys and codes are plain letters anyway. */
export function plain_recovery_text(typed: string): string {
  return typed.normalize("NFKC");
}
