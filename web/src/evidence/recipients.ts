// SPDX-License-Identifier: Apache-2.0
// Keys of others who may open a pack: out of the list that the operator signed, or as they are pasted. The module checks each to its last character; here only what
// cannot be one is told apart.
import type { Outcome } from "./case_types";
import type { EvidenceInstance } from "./instance";

/** The operator's list as the service publishes it, with signature and key as minisign writes them. */
export interface ListAsked {
  list: Uint8Array;
  signature: string;
  key: string;
  now_ms: number;
}
/** Those of it that have a key. */
export interface ListedRecipients {
  issuer: string;
  recipients: { id: string; name: string; kind: "police" | "helpline" | "lawyer" | "other"; key: string; checked: string }[];
}
/** Nothing of the list is read before its signature holds; one that is over is refused. */
export function read_list(instance: EvidenceInstance, { list, signature, key, now_ms }: ListAsked): Outcome<ListedRecipients> {
  return instance.call<ListedRecipients>("hf_recipients_read", list, signature, key, now_ms);
}

/** X25519 keys of age: bech32 without the letters that look alike. */
const shape = /^age1[02-9ac-hj-np-z]{58}$/;

/** Each key once, in the order typed; `wrong`: the first that is none. */
export function read_recipients(typed: string): { keys: string[]; wrong: string | null } {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = words.find((word) => !shape.test(word)) ?? null;
  return { keys: [...new Set(words)], wrong };
}
