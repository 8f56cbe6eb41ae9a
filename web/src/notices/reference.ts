// SPDX-License-Identifier: Apache-2.0
// The reference number of a letter: drawn when it is begun, printed in it, kept with it when it was sent, said again in the letters
// that follow it. It tells nothing of the person or of what the letter is about.

/** Ten digits and two that check them (docs/formats/notices.md), such as "4821-7730-5261": digits can be said in every language.
 *  `bytes`: eight random ones. The guide takes no other reference. */
export function reference_of(bytes: Uint8Array): string {
  const ten = bytes.subarray(0, 8).reduce((number, byte) => (number * 256 + byte) % 10_000_000_000, 0) * 100;
  return String(ten + 98 - (ten % 97))
    .padStart(12, "0")
    .replace(/(\d{4})(?=\d)/g, "$1-");
}

/** Whether the guide takes it as a reference. */
export const is_reference = (text: string): boolean => /^\d{4}-\d{4}-\d{4}$/.test(text) && Number(text.replaceAll("-", "")) % 97 === 1;

export const new_reference = (): string => reference_of(crypto.getRandomValues(new Uint8Array(8)));
