// SPDX-License-Identifier: Apache-2.0
// Coming back: words, the text of a square code, a file, or what is kept on this device. Nothing has to be remembered
// or typed: pasting and files work for each.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { kept_on_device } from "../keep/this_device";
import { plain_recovery_text } from "../keep/typed_text";
import { Button } from "../parts/button";
import { ChooseTextFile } from "../parts/choose_text_file";
import { ErrorSummary } from "../parts/error_summary";
import { Form } from "../parts/form";
import { Heading } from "../parts/heading";
import { OperatorNotice } from "../parts/operator_notice";
import { Status } from "../parts/status";
import { TextField } from "../parts/text_field";
import { use_news } from "../parts/use_news";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language, type Strings } from "../strings/language";

const greatest_recovery_bytes = 65536;
const words_id = "recovery-text";
const passphrase_id = "recovery-passphrase";
type ErrorName = keyof Strings["open"]["errors"];
interface Trouble {
  error: ErrorName;
  number: number;
  field: string;
  turn: number;
}
/** What may open a case, and whether it is what this device keeps. */
interface Key {
  bytes: Uint8Array;
  is_from_device: boolean;
}

export function OpenCaseScreen(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const [typed, set_typed] = useState("");
  const [passphrase, set_passphrase] = useState("");
  /** A locked text that waits for its passphrase. */
  const [locked, set_locked] = useState<Key | null>(null);
  const [is_kept, set_kept] = useState(kept_on_device() !== null);
  const keeps_evidence = use_store(session.evidence.kept.there) === true;
  const [removes, remove] = useState(false);
  const [busy, set_busy] = use_news();
  const [trouble, set_trouble] = useState<Trouble | null>(null);
  const text = t.open;

  function fail(error: ErrorName, number = 0): void {
    set_busy(null);
    set_trouble((before) => ({ error, number, field: error === "wrong_passphrase" || error === "needs_passphrase" ? passphrase_id : words_id, turn: (before?.turn ?? 0) + 1 }));
  }

  async function open(key: Key, with_passphrase: string | null): Promise<void> {
    const { bytes, is_from_device } = key;
    set_trouble(null);
    if (bytes.length > greatest_recovery_bytes) return fail("file_too_large");
    set_busy((all) => (with_passphrase === null ? all.open.opening : all.open.unlocking));
    const opened = await session.open_with(bytes, with_passphrase, () => set_busy((all) => all.open.opening), is_from_device);
    if (opened.step !== "refused") return;
    if (opened.error === "needs_passphrase") set_locked(key);
    fail(opened.error, opened.position);
  }

  async function choose_file(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    if (file.size > greatest_recovery_bytes) return fail("file_too_large");
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) fail("failed");
    else await open({ bytes: new Uint8Array(bytes), is_from_device: false }, null);
  }

  /** It may be the only way into the case, so one press alone does not remove it. */
  function remove_kept(): void {
    if (!removes) return remove(true);
    session.remove_kept();
    set_kept(false);
  }

  function submit(): void {
    if (locked !== null) {
      if (passphrase === "") fail("needs_passphrase");
      else void open(locked, passphrase);
    } else if (typed.trim() === "") fail("empty");
    else void open({ bytes: new TextEncoder().encode(plain_recovery_text(typed)), is_from_device: false }, null);
  }

  const message = trouble === null ? undefined : fill(text.errors[trouble.error], { number: trouble.number });
  return (
    <Form
      onSubmit={() => {
        if (busy === "") submit();
      }}
    >
      {message !== undefined && trouble !== null && <ErrorSummary message={message} field={trouble.field} turn={trouble.turn} />}
      <Heading>{text.heading}</Heading>
      <OperatorNotice />
      {locked === null ? (
        <TextField id={words_id} kind="lines" label={text.question} hint={text.hint} value={typed} onChange={set_typed} error={message} />
      ) : (
        <TextField id={passphrase_id} kind="secret" label={text.passphrase} hint={text.passphrase_hint} value={passphrase} onChange={set_passphrase} error={message} />
      )}
      <Status>{busy}</Status>
      <div class="hf-row">
        <Button submit look="main" disabled={busy !== ""}>
          {text.submit}
        </Button>
        {locked !== null && (
          <Button
            onClick={() => {
              set_locked(null);
              set_passphrase("");
              set_trouble(null);
            }}
          >
            {t.page.cancel}
          </Button>
        )}
      </div>
      {locked === null && (
        <>
          <h2 class="govuk-heading-s">{text.file}</h2>
          <div class="hf-row">
            <ChooseTextFile onFile={(file) => void choose_file(file)} disabled={busy !== ""}>
              {text.file_choose}
            </ChooseTextFile>
            {is_kept && (
              <>
                <Button onClick={() => void open({ bytes: new TextEncoder().encode(kept_on_device() ?? ""), is_from_device: true }, null)} disabled={busy !== ""}>
                  {text.device}
                </Button>
                <Button look={removes ? "second" : "link"} onClick={remove_kept}>
                  {removes ? text.forget_device_sure : text.forget_device}
                </Button>
              </>
            )}
          </div>
          {keeps_evidence && <p class="govuk-body">{t.kept_evidence.where}</p>}
          <Status>{removes && is_kept ? text.forget_device_warning : removes ? t.keep.device_forgotten : ""}</Status>
        </>
      )}
    </Form>
  );
}
