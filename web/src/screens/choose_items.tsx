// SPDX-License-Identifier: Apache-2.0
// Taking pictures off the list, and putting them back: choose, press, see what was done.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { ErrorSummary } from "../parts/error_summary";
import { failure_text } from "../parts/failure_text";
import { Form } from "../parts/form";
import { Heading } from "../parts/heading";
import { Status } from "../parts/status";
import { use_news } from "../parts/use_news";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

interface Option {
  id: string;
  text: string;
}

/** The list of boxes and the button, with the pattern for errors. */
function Boxes({ options, missing, button, question, busy, onSubmit }: { options: Option[]; missing: string; button: string; question: string; busy: boolean; onSubmit: (ids: string[]) => void }): JSX.Element {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [asked_in_vain, set_asked_in_vain] = useState(0);
  const ids = options.map(({ id }) => id).filter((id) => chosen.has(id));
  const is_missing = asked_in_vain > 0 && ids.length === 0;
  return (
    <Form
      onSubmit={() => {
        if (ids.length === 0) set_asked_in_vain(asked_in_vain + 1);
        else onSubmit(ids);
      }}
    >
      {is_missing && <ErrorSummary turn={asked_in_vain} message={missing} field={`box-${options[0]?.id ?? ""}`} />}
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{question}</legend>
        {options.map(({ id, text }) => (
          <Checkbox
            key={id}
            id={`box-${id}`}
            text={text}
            checked={chosen.has(id)}
            onChange={(checked) => {
              const next = new Set(chosen);
              if (checked) next.add(id);
              else next.delete(id);
              choose(next);
            }}
          />
        ))}
      </fieldset>
      <Button submit look="main" disabled={busy}>
        {button}
      </Button>
    </Form>
  );
}

export function Withdraw(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const state = use_store(session.open_case.state);
  const [news, set_news] = use_news();
  const [busy, set_busy] = useState(false);
  const text = t.withdraw;
  const items = state.step === "open" ? state.view.the_case.items : [];
  const on_list = items.map((item, index) => ({ item, number: index + 1 })).filter(({ item }) => item.state !== "withdrawn" && item.state !== "expired");
  async function submit(ids: string[]): Promise<void> {
    set_busy(true);
    const { failure, count, until } = await session.open_case.withdraw(ids);
    set_busy(false);
    set_news((all, { date }) =>
      failure !== null ? failure_text(failure, all) : `${count === 1 ? all.withdraw.done_one : fill(all.withdraw.done_many, { count })} ${fill(all.withdraw.until, { date: date(until) })}`,
    );
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.copies}</p>
      <Status>{news}</Status>
      {on_list.length === 0 ? (
        <p class="govuk-body">{text.nothing}</p>
      ) : (
        <Boxes
          options={on_list.map(({ item, number }) => ({ id: item.item, text: fill(t.case.item_name, { number }) }))}
          missing={text.missing}
          button={text.submit}
          question={text.question}
          busy={busy}
          onSubmit={(ids) => void submit(ids)}
        />
      )}
      <BackToCase />
    </>
  );
}

export function Undo(): JSX.Element {
  const { t, date } = use_language();
  const session = use_session();
  const state = use_store(session.open_case.state);
  const [news, set_news] = use_news();
  const [busy, set_busy] = useState(false);
  const text = t.undo;
  const view = state.step === "open" ? state.view : null;
  const copies = view?.copies ?? [];
  const number_of = (item: string): number => (view?.the_case.items.findIndex((each) => each.item === item) ?? -1) + 1;
  async function submit(ids: string[]): Promise<void> {
    set_busy(true);
    const { failure, count } = await session.open_case.undo(copies.filter(({ id }) => ids.includes(id)));
    set_busy(false);
    set_news((all) => (failure !== null ? failure_text(failure, all) : count === 1 ? all.undo.done_one : fill(all.undo.done_many, { count })));
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <Status>{news}</Status>
      {copies.length === 0 ? (
        <p class="govuk-body">{text.none}</p>
      ) : (
        <Boxes
          options={copies.map((copy) => ({ id: copy.id, text: fill(text.item, { number: number_of(copy.undo.item), date: copy.expires === null ? "" : date(copy.expires) }) }))}
          missing={text.missing}
          button={text.submit}
          question={t.withdraw.question}
          busy={busy}
          onSubmit={(ids) => void submit(ids)}
        />
      )}
      <BackToCase />
    </>
  );
}

function BackToCase(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  return (
    <p class="govuk-body hf-above">
      <Button look="link" onClick={() => session.go({ kind: "case_screen", screen: "case" })}>
        {t.next.my_case}
      </Button>
    </p>
  );
}
