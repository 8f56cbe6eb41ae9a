// SPDX-License-Identifier: Apache-2.0
// Keys, recovery texts and sealed messages, by the module. Each step on a fresh instance, wiped and dropped after it.
import { composed_passphrase } from "../keep/typed_text";
import type { CasePapers, RecoveryErrorName, RecoveryOutcome, Requests, TextOutcome } from "./protocol";
import { hard_words } from "./hard_words";
import { Instance, type Argument, type Result } from "./module";

interface CaseResult {
  case_number: string | null;
  words: string | null;
  identity: string;
  read_key: string;
  read_key_hash: string;
  withdraw_key: string;
  withdraw_key_hash: string;
  mailbox_key: string;
}

const secret_bytes = 16;
const case_number_bytes = 5;
const lock_bytes = 48;
const ephemeral_bytes = 32;
const draft_nonce_bytes = 24;
/** So many do not all hold a hard word; should they, the last is kept: keys matter more than words. */
const most_draws = 100;
/** 0 stands for the module's default work factor: half a second and 32 MiB on a phone. */
const default_work_factor = 0;

function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}

function ask<T>(compiled: WebAssembly.Module, name: string, ...args: Argument[]): Result<T> {
  const instance = new Instance(compiled);
  try {
    return instance.call<T>(name, ...args);
  } finally {
    instance.wipe();
  }
}

const recovery_errors: readonly string[] = [
  "empty",
  "too_long",
  "needs_passphrase",
  "wrong_passphrase",
  "damaged_file",
  "too_much_work",
  "damaged_key",
  "unknown_key",
  "several_keys",
  "no_key",
  "too_few_words",
  "too_many_words",
  "unknown_word",
];

function refused(result: Result<unknown> & { ok: false }): RecoveryOutcome {
  const { error, position } = result.error;
  const known = error === "wrong_words" ? "bad_checksum" : recovery_errors.includes(error) ? (error as RecoveryErrorName) : "failed";
  return { ok: false, error: known, position: typeof position === "number" ? position : 0 };
}

/** The texts that lead back in, made from what opens the case. `number` goes into them when the case itself names none. */
function with_texts(compiled: WebAssembly.Module, found: CaseResult, number: string | null, created_ms: number): RecoveryOutcome {
  const case_number = found.case_number ?? number;
  const file = ask<{ file: string }>(compiled, "hf_recovery_file", found.identity, case_number ?? "", created_ms, null, null, default_work_factor);
  const code = ask<{ text: string }>(compiled, "hf_recovery_qr", found.identity, case_number ?? "");
  if (!file.ok) return refused(file);
  if (!code.ok) return refused(code);
  const papers: CasePapers = {
    case_number,
    identity: found.identity,
    words: found.words === null ? null : found.words.split(" "),
    qr_text: code.value.text,
    file_text: file.value.file,
    read_key: found.read_key,
    withdraw_key: found.withdraw_key,
    read_key_hash: found.read_key_hash,
    withdraw_key_hash: found.withdraw_key_hash,
    mailbox_key: found.mailbox_key,
  };
  return { ok: true, papers };
}

/** A case that nobody had before, drawn again while its words hold a hard one, which is so of two in three. */
function drawn_case(compiled: WebAssembly.Module): Result<CaseResult> {
  for (let draws = 1; ; ++draws) {
    const seed = random(secret_bytes + case_number_bytes);
    const made = ask<CaseResult>(compiled, "hf_case_create", seed);
    seed.fill(0);
    const hard = made.ok && made.value.words?.split(" ").some((word) => hard_words.has(word));
    if (!hard || draws === most_draws) return made;
  }
}

export function new_papers(compiled: WebAssembly.Module, { case_number, created_ms }: Requests["new_papers"]["ask"]): RecoveryOutcome {
  const made = drawn_case(compiled);
  if (!made.ok) return refused(made);
  // New keys for a case that has a number: the number drawn with them is not used.
  return with_texts(compiled, case_number === null ? made.value : { ...made.value, case_number }, case_number, created_ms);
}

export function read_recovery(compiled: WebAssembly.Module, { bytes, passphrase, created_ms }: Requests["read_recovery"]["ask"]): RecoveryOutcome {
  let found = ask<CaseResult>(compiled, "hf_case_open", bytes, passphrase === null ? null : composed_passphrase(passphrase));
  // A file that another tool locked may want the text as it was typed.
  if (!found.ok && found.error.error === "wrong_passphrase" && passphrase !== null && passphrase !== composed_passphrase(passphrase)) found = ask<CaseResult>(compiled, "hf_case_open", bytes, passphrase);
  bytes.fill(0);
  return found.ok ? with_texts(compiled, found.value, null, created_ms) : refused(found);
}

const text_of = <T>(result: Result<T>, of: (value: T) => string): TextOutcome => (result.ok ? { ok: true, text: of(result.value) } : { ok: false });

export function lock_recovery(compiled: WebAssembly.Module, { identity, case_number, created_ms, passphrase }: Requests["lock_recovery"]["ask"]): TextOutcome {
  return text_of(
    ask<{ file: string }>(compiled, "hf_recovery_file", identity, case_number ?? "", created_ms, composed_passphrase(passphrase), random(lock_bytes), default_work_factor),
    ({ file }) => file,
  );
}

export function open_message(compiled: WebAssembly.Module, { identity, sealed }: Requests["open_message"]["ask"]): TextOutcome {
  return text_of(ask<{ message: string }>(compiled, "hf_message_open", identity, sealed), ({ message }) => message);
}

export function seal_draft(compiled: WebAssembly.Module, { identity, draft }: Requests["seal_draft"]["ask"]): TextOutcome {
  return text_of(ask<{ sealed: string }>(compiled, "hf_draft_seal", identity, draft, random(draft_nonce_bytes)), ({ sealed }) => sealed);
}

export function open_draft(compiled: WebAssembly.Module, { identity, sealed }: Requests["open_draft"]["ask"]): TextOutcome {
  return text_of(ask<{ draft: string }>(compiled, "hf_draft_open", identity, sealed), ({ draft }) => draft);
}

export function reseal_message(compiled: WebAssembly.Module, { identity, sealed, mailbox_key }: Requests["reseal_message"]["ask"]): TextOutcome {
  const opened = open_message(compiled, { identity, sealed });
  if (!opened.ok) return opened;
  const again = ask<{ sealed: string }>(compiled, "hf_message_seal", opened.text, mailbox_key, random(ephemeral_bytes));
  return text_of(again, (value) => value.sealed);
}
