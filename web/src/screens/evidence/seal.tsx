// SPDX-License-Identifier: Apache-2.0
// Sealing: who can open the pack, and the way there with progress and stop. A pack is locked only with a key that was kept.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { size_words } from "../../evidence/case_view";
import { read_recipients } from "../../evidence/recipients";
import { no_proof, seal_text, type TimeProof } from "../../evidence/time_proof";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { use_kept_key } from "../../evidence/use_kept_key";
import { can_choose_place, choose_place, give_up_place } from "../../keep/choose_place";
import { AnswersInPack } from "../../parts/answers_in_pack";
import { Button } from "../../parts/button";
import { Checkbox } from "../../parts/checkbox";
import { ChooseRecipients } from "../../parts/choose_recipients";
import { ErrorSummary } from "../../parts/error_summary";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { RadioField } from "../../parts/radio_field";
import { SelectField } from "../../parts/select_field";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";
import { ProveTime } from "./prove_time";

const lock_id = "evidence-lock";
const recipients_id = "evidence-recipients";
const largest_id = "evidence-largest";
/** "20261122", as the pack has it in its name. */
const today = (): string => new Date().toISOString().slice(0, 10).replaceAll("-", "");
/** What web forms take in one file: millions of bytes, the smaller of what they may mean by MB. */
const sizes = [5, 10, 20, 25, 50, 100];

export function Seal(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { evidence, view } = use_evidence();
  const visit = use_store(session.visit);
  const { is_kept } = use_kept_key();
  const [lock, set_lock] = useState<"locked" | "plain" | null>(null);
  const [typed, type] = useState("");
  const [share, set_share] = useState<number | null>(null);
  const [problem, set_problem] = use_news();
  const [news, set_news] = use_news();
  const [field, set_field] = useState(lock_id);
  const [turn, set_turn] = useState(0);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [largest, set_largest] = useState("");
  const [is_proved, set_proved] = useState(false);
  /** The text that waits to be sent, and what the person says to it. */
  const [question, set_question] = useState<{ exact: string; answer: (send: boolean) => void } | null>(null);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  if (view === null || visit.route !== "adult") return null;
  const text = t.evidence;
  const extras = t.pack_extras;
  const files = view.exhibits.flatMap(({ holding, copies = [] }) => [...(holding.is === "kept" ? [holding.file.size] : []), ...copies.map(({ size }) => size)]);
  const others = view.exhibits.filter(({ holding }) => holding.is !== "kept").length + view.links.length + view.known.length + view.payments.length + view.done.length + view.notes.length;

  const miss = (at: string, say: Parameters<typeof set_problem>[0]): void => {
    set_field(at);
    set_problem(say);
    set_turn(turn + 1);
  };
  function type_recipients(value: string): void {
    type(value);
    set_problem(null);
  }
  async function to_keep(): Promise<void> {
    if (await session.draw_papers()) evidence.screen.set({ name: "keep", then: "seal" });
    else set_news((all) => all.evidence.errors.no_module);
  }
  /** Shows what would be sent, and sends it at the press alone. */
  async function prove(made: string, stop: AbortSignal): Promise<TimeProof | null> {
    const exact = seal_text(made);
    const send = await new Promise<boolean | null>((answer) => {
      stop.addEventListener("abort", () => answer(null), { once: true });
      set_question({ exact, answer });
    });
    if (send === null) return null;
    const proof = send ? await session.ask_when_sealed(exact, { stop, progress: set_share }) : no_proof;
    set_question(null);
    return stop.aborted ? null : proof;
  }
  async function seal(): Promise<void> {
    if (share !== null) return;
    set_problem(null);
    set_news(null);
    if (files.length + others === 0) return miss(lock_id, (all) => all.evidence.seal_empty);
    if (lock === null) return miss(lock_id, (all) => all.evidence.lock_missing);
    if (lock === "locked" && !is_kept) return miss("evidence-keep", (all) => all.evidence.keep_first);
    const { keys, wrong } = read_recipients(lock === "locked" ? typed : "");
    if (wrong !== null) return miss(recipients_id, (all) => fill(all.evidence.recipient_wrong, { key: wrong.slice(0, 20) }));
    // At the press: later the browser would not ask any more. What is locked has its key, and so its number, already.
    const place = await choose_place(lock === "locked" ? `${session.papers.get()?.case_number ?? "pack"}-${today()}.zip.age` : `documents-${today()}.zip`);
    if (place === "cancelled") return set_news((all) => all.pack_extras.no_place);
    set_share(0);
    const drawn = await session.draw_papers();
    const held = session.papers.get();
    if (!drawn || held === null) {
      if (place !== null) await give_up_place(place);
      set_share(null);
      return miss(lock_id, (all) => all.evidence.errors.no_module);
    }
    stopper.current = new AbortController();
    const stop = stopper.current.signal;
    const sealed = await evidence.seal(
      {
        identity: held.identity,
        recipients: lock === "locked" ? [...new Set([...chosen, ...keys])] : null,
        number: held.case_number,
        ...(lock === "plain" && largest !== "" ? { largest: Number(largest) * 1_000_000 } : {}),
        ...(place === null ? {} : { place }),
        ...(is_proved ? { prove: (made: string) => prove(made, stop) } : {}),
      },
      { stop, progress: set_share },
    );
    set_question(null);
    set_share(null);
    if (sealed.ok) return evidence.screen.set({ name: "saved" });
    if (place !== null) await give_up_place(place);
    if (sealed.error.what === "stopped") set_news((all) => all.evidence.seal_stopped);
    else if (sealed.error.what === "above_largest") miss(largest_id, (all) => all.pack_extras.above_largest);
    else miss(sealed.error.what.startsWith("recipient") ? recipients_id : lock_id, failure_news(sealed.error));
  }

  if (question !== null) return <ProveTime exact={question.exact} share={share ?? 0} onAnswer={question.answer} onStop={() => stopper.current?.abort()} />;
  return (
    <Form onSubmit={() => void seal()}>
      {problem !== "" && <ErrorSummary message={problem} field={field} turn={turn} />}
      <Heading>{text.to_seal}</Heading>
      <p class="govuk-body-l">{text.seal_lead}</p>
      <p class="govuk-body">{fill(text.seal_sum, { files: files.length, size: size_words(files.reduce((sum, size) => sum + size, 0)), others })}</p>
      <RadioField
        id={lock_id}
        legend={text.lock}
        choices={[
          { value: "locked", text: text.lock_yes, hint: text.lock_yes_hint },
          { value: "plain", text: text.lock_no, hint: text.lock_no_hint },
        ]}
        value={lock}
        onChange={(value) => {
          set_lock(value);
          set_problem(null);
        }}
        error={problem !== "" && lock === null ? problem : undefined}
      />
      {lock === "locked" && !is_kept && (
        <div class="hf-card">
          <p class="govuk-body">{text.keep_first}</p>
          <button type="button" id="evidence-keep" class="govuk-button" onClick={() => void to_keep()}>
            {text.keep_key}
          </button>
        </div>
      )}
      {lock === "locked" && is_kept && (
        <>
          <p class="govuk-body">{text.key_ready}</p>
          <ChooseRecipients chosen={chosen} onChoose={choose} />
          <TextField id={recipients_id} kind="lines" rows={3} label={text.recipients} hint={text.recipients_hint} value={typed} onChange={type_recipients} error={problem !== "" && field === recipients_id ? problem : undefined} longest={20_000} />
        </>
      )}
      {lock === "plain" && (
        <>
          <p class="govuk-inset-text">{text.plain_warning}</p>
          <SelectField
            id={largest_id}
            label={extras.largest}
            value={largest}
            onChange={(value) => {
              set_largest(value);
              set_problem(null);
            }}
            none={extras.largest_none}
            choices={sizes.map((size) => ({ value: String(size), text: fill(extras.largest_choice, { size }) }))}
          />
        </>
      )}
      <AnswersInPack />
      <Checkbox id="evidence-prove" checked={is_proved} onChange={set_proved} text={extras.prove} />
      <p class="govuk-hint">{extras.prove_hint}</p>
      {can_choose_place() && <p class="govuk-hint">{extras.place_first}</p>}
      <Status>{share === null ? news : text.sealing}</Status>
      {share !== null && <progress class="hf-progress" max={1} value={share} aria-label={text.sealing} />}
      <div class="hf-row">
        <Button submit look={lock === "locked" && !is_kept ? "second" : "main"} disabled={share !== null}>
          {text.seal}
        </Button>
        {share !== null && <Button onClick={() => stopper.current?.abort()}>{text.stop}</Button>}
      </div>
    </Form>
  );
}
