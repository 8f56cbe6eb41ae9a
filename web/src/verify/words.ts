// SPDX-License-Identifier: Apache-2.0
// The words of verify.html, which an officer or adviser reads. English, as the sentences of the check are.
import type { Refusal } from "../evidence/case_types";

export const words = {
  title: "Check a pack of evidence",
  lead: "This page says whether a pack is whole, unchanged, and sealed with the key that you expect. It works without a network: the file stays on this device, and nothing in it is opened or shown.",
  pack: "The pack",
  pack_hint: "A file that ends in .zip or .zip.age. Choose it, or drop it anywhere on this page.",
  chosen: (name: string, size: string): string => `${name}, ${size}`,
  unlock: "Key that opens it",
  unlock_hint: "Only for a locked pack (.age). A line that begins with AGE-SECRET-KEY-. It is used here and forgotten when you close the page.",
  expect: "What you know from elsewhere",
  expect_why: "Without it, the check tells that nothing changed since sealing, and not who sealed. Somebody who changes a pack can seal it anew with a key of their own.",
  key: "Public key of whoever sealed it",
  key_hint: "From paper, or as the person told you. A line that begins with RW.",
  seal: "Seal",
  seal_hint: "From a receipt: 64 letters and digits.",
  log: "Key of the public log that gave a receipt",
  log_hint: "From the service's own page: name, + and letters.",
  check: "Check the pack",
  stop: "Stop",
  again: "Check another pack",
  working: "Checking",
  stopped: "The check was stopped. Nothing was found out.",
  no_pack: "Choose a pack first.",
  result: "What was found",
  all: "In full",
  whole: (count: number): string => (count === 1 ? "The file that is as it was sealed" : `The ${count} files that are as they were sealed`),
  key_in_pack: "Key that it was sealed with",
  case: "Case",
  sealed_at: "Sealed at, by the clock of the device",
  received: "Seal received by the log at",
  copy: "Copy the result",
  copied: "Copied.",
  not_copied: "The browser did not allow copying. Mark the text and copy it by hand.",
  not_checked: "Not checked here: the signatures of time stamps. START-HERE.html in the pack has the command for that.",
  broken_page: "This page is damaged or this browser is too old for it. Use the commands in START-HERE.html, or the program holdfast.",
} as const;

/** Why there was no check. `says` is the module's own sentence. */
export function why_not({ what, says }: Refusal): string {
  if (says !== undefined) return says;
  switch (what) {
    case "bad_key":
      return "The public key is not one of minisign: a line that begins with RW.";
    case "bad_seal":
      return "The seal is 64 letters and digits, 0 to 9 and a to f.";
    case "bad_log":
      return "The key of the log is not complete: a name, +, 8 letters and digits, +, and more.";
    case "damaged_key":
      return "The key that opens the pack has a wrong or missing character.";
    case "unreadable":
      return "The file cannot be read. It may have been moved or changed meanwhile.";
    case "out_of_memory":
      return "There is not enough memory on this device.";
    default:
      return "The check came to no end on this device. Use the commands in START-HERE.html, or the program holdfast.";
  }
}
