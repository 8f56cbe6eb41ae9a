// SPDX-License-Identifier: Apache-2.0
// What is asked of one file before it goes in. Nothing of a picture is drawn before its owner said that it shows nobody intimate.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { exhibit_name, size_words, type CaseView } from "../../evidence/case_view";
import type { Sender } from "../../evidence/case_types";
import type { Added } from "../../evidence/evidence";
import type { Incoming } from "../../evidence/incoming";
import { kind_of_file } from "../../evidence/kind_of_file";
import { counts_as_under_18, may_show_somebody, type SeenFile } from "../../evidence/reading";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { about_of, AboutFields, nothing_typed } from "../../parts/about_fields";
import { Button } from "../../parts/button";
import { ErrorSummary } from "../../parts/error_summary";
import { Form } from "../../parts/form";
import { HiddenPreview } from "../../parts/hidden_preview";
import { RadioField } from "../../parts/radio_field";
import { use_news } from "../../parts/use_news";
import { fill, use_language } from "../../strings/language";

interface FileFormProps {
  incoming: Incoming;
  seen: SeenFile;
  view: CaseView;
  onAdded: (added: Added) => void;
  onLeftOut: () => void;
}
const senders: readonly Sender[] = ["person", "offender", "other"];
const first_id = "evidence-sender";
/** What browsers show by themselves. */
const drawable: readonly string[] = ["png", "jpeg", "webp", "gif"];

export function FileForm({ incoming: { id, file, part }, seen, view, onAdded, onLeftOut }: FileFormProps): JSX.Element {
  const { t } = use_language();
  const { evidence } = use_evidence();
  const top = useRef<HTMLHeadingElement>(null);
  const [sender, set_sender] = useState<Sender | null>(null);
  const [intimate, set_intimate] = useState<"yes" | "no" | null>(null);
  const [typed, type] = useState({ ...nothing_typed(kind_of_file(seen, file.name)), source: part === undefined || part.path === "" ? "" : `${part.from.name}: ${part.path}` });
  const [problem, set_problem] = use_news();
  const [field, set_field] = useState(first_id);
  const [turn, set_turn] = useState(0);
  const [was_viewed, set_viewed] = useState(false);
  const [is_busy, set_busy] = useState(false);
  /** What was wrong may not be any more. */
  const then = <V,>(set: (value: V) => void) => (value: V): void => {
    set(value);
    set_problem(null);
  };
  // The next file begins where the last one was put in; somebody who is elsewhere on the page stays there.
  useLayoutEffect(() => {
    const at = document.activeElement;
    if (at === null || at === document.body || at.id === "evidence-news") top.current?.focus();
  }, []);
  const text = t.evidence;
  const is_refused = sender !== null && counts_as_under_18(seen, sender);
  const asks = may_show_somebody(seen) && sender !== null && !is_refused;
  const same = view.exhibits.find(({ holding }) => holding.is !== "described" && holding.file.sha256 === seen.sha256);

  async function put_in(): Promise<void> {
    const miss = (at: string, say: Parameters<typeof set_problem>[0]): void => {
      set_field(at);
      set_problem(say);
      set_turn(turn + 1);
    };
    if (sender === null) return miss(first_id, (all) => all.evidence.sender_missing);
    if (asks && intimate === null) return miss("evidence-intimate", (all) => all.evidence.intimate_missing);
    if (is_refused && typed.title.trim() === "") return miss("evidence-file-title", (all) => all.evidence.words_missing);
    set_problem(null);
    set_busy(true);
    const added = await evidence.add(id, { about: about_of(typed), sender, shows_intimate: asks ? intimate === "yes" : null, was_viewed });
    if (added.ok) return onAdded(added.value);
    set_busy(false);
    miss("evidence-file-title", failure_news(added.error));
  }

  return (
    <section class="hf-card hf-card--news">
      <h2 class="govuk-heading-m" ref={top} tabIndex={-1}>
        <bdi>{file.name}</bdi>
      </h2>
      <p class="govuk-body">{size_words(file.size)}</p>
      {same !== undefined && <p class="govuk-body">{fill(text.same_file, { name: exhibit_name(view, same.number) })}</p>}
      <Form onSubmit={() => !is_busy && void put_in()}>
        {problem !== "" && <ErrorSummary message={problem} field={field} turn={turn} />}
        <RadioField id={first_id} legend={text.sender} choices={senders.map((value) => ({ value, text: text.senders[value] }))} value={sender} onChange={then(set_sender)} error={problem !== "" && sender === null ? problem : undefined} />
        {is_refused && <p class="govuk-inset-text">{text.under_18}</p>}
        {asks && (
          <RadioField
            id="evidence-intimate"
            legend={text.intimate}
            hint={text.intimate_hint}
            choices={[
              { value: "yes", text: text.intimate_yes },
              { value: "no", text: text.intimate_no },
            ]}
            value={intimate}
            onChange={then(set_intimate)}
            error={problem !== "" && intimate === null ? problem : undefined}
          />
        )}
        {asks && intimate === "no" && drawable.includes(seen.type) && <HiddenPreview file={file} onShown={() => set_viewed(true)} />}
        {sender !== null && <AboutFields id="evidence-file" typed={typed} onType={then(type)} />}
        <div class="hf-row">
          <Button submit look="main" disabled={is_busy}>
            {is_refused ? text.put_in_words : text.put_in}
          </Button>
          <Button look="link" onClick={onLeftOut}>
            {text.leave_out}
          </Button>
        </div>
      </Form>
    </section>
  );
}
