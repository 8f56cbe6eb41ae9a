// SPDX-License-Identifier: Apache-2.0
// The reference number of a letter: drawn when it is begun, printed in it, kept with it when it was sent, said again in the letters
// that follow it. It tells nothing of the person or of what the letter is about.

/** Crockford's base 32: no I, L, O and U, so that it can be read out on the phone. */
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Forty bits, such as "7K3M-9QTX"; `bytes`: eight random ones. */
export function reference_of(bytes: Uint8Array): string {
  const drawn = Array.from(bytes.subarray(0, 8), (byte) => signs[byte % 32]).join("");
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}

export const new_reference = (): string => reference_of(crypto.getRandomValues(new Uint8Array(8)));
