// SPDX-License-Identifier: Apache-2.0
// Keys of others who may open a pack, as they are pasted. The module checks each to its last character; here only what
// cannot be one is told apart.

/** X25519 keys of age: bech32 without the letters that look alike. */
const shape = /^age1[02-9ac-hj-np-z]{58}$/;

/** Each key once, in the order typed; `wrong`: the first that is none. */
export function read_recipients(typed: string): { keys: string[]; wrong: string | null } {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = words.find((word) => !shape.test(word)) ?? null;
  return { keys: [...new Set(words)], wrong };
}
