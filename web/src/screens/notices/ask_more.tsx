// SPDX-License-Identifier: Apache-2.0
// Questions for a letter that are more than a line of text: which platform, which country's law, what was sent before.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { use_guide } from "../../guide/use_guide";
import { longest, whole_text } from "../../notices/facts";
import { use_letter, use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { ErrorSummary } from "../../parts/error_summary";
import { Heading } from "../../parts/heading";
import { Question } from "../../parts/question";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { TimeField, time_of, typed_time, wrong_time } from "../../parts/time_field";
import { use_language } from "../../strings/language";
import type { AskProps } from "./ask_notice";

export function AskPlatform(): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const notices = use_notices();
  const known = guide.ask("platforms", tag, {})?.platforms.filter(({ retired, kinds }) => retired === undefined && !kinds.includes("host")) ?? [];
  const now = notices.facts_now().platform ?? "";
  const is_known = known.some(({ id }) => id === now);
  const [picked, pick] = useState(is_known ? now : "");
  const [other, type_other] = useState(is_known ? "" : now);
  const text = t.notices;
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const { platform: _before, ...rest } = notices.facts.get();
        const platform = picked !== "" ? picked : whole_text(other).trim();
        notices.answer("platform", platform === "" ? rest : { ...rest, platform });
      }}
    >
      <Heading>{text.platform}</Heading>
      <p class="govuk-body">{text.platform_why}</p>
      <SelectField id="notice-platform" label={text.platform_pick} value={picked} onChange={pick} none={text.platform_other} choices={known.map(({ id, name }) => ({ value: id, text: name.say }))} />
      {picked === "" && <TextField id="notice-platform-other" label={text.platform_name} value={other} onChange={type_other} longest={longest.line} />}
      <Button submit look="main">
        {t.page.go_on}
      </Button>
    </form>
  );
}

/** What a form asks for beside what it must have. */
export function AskForForm({ asked }: { asked: "demand" | "paid" }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const [typed, type] = useState(notices.facts_now()[asked] ?? "");
  const text = t.notices;
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        notices.answer(asked, { ...notices.facts.get(), [asked]: whole_text(typed).trim() });
      }}
    >
      <Heading>{asked === "paid" ? text.paid : text.demand}</Heading>
      <p class="govuk-body">{asked === "paid" ? text.paid_why : text.demand_why}</p>
      <TextField id={`notice-${asked}`} kind="lines" label={asked === "paid" ? text.paid_label : text.demand_label} value={typed} onChange={type} longest={longest.text} />
      <div class="hf-actions">
        <Button submit look="main">
          {t.page.go_on}
        </Button>
        <Button look="link" onClick={() => notices.answer(asked, { ...notices.facts.get(), [asked]: "" })}>
          {text.leave_out}
        </Button>
      </div>
    </form>
  );
}

/** They are seen before anybody says yes. */
export function AskFingerprints(): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const codes = notices.facts_now().fingerprints ?? [];
  const before = notices.facts.get().attach_fingerprints;
  return (
    <Question
      name="notice-fingerprints"
      legend={<Heading>{text.fingerprints}</Heading>}
      choices={[
        { value: "yes", text: text.fingerprints_yes },
        { value: "no", text: text.fingerprints_no },
      ]}
      missing={text.choose_missing}
      before={before === undefined ? undefined : before ? "yes" : "no"}
      onAnswer={(answer) => notices.answer("fingerprints", { ...notices.facts.get(), attach_fingerprints: answer === "yes" })}
    >
      <p class="govuk-body">{text.fingerprints_why}</p>
      <pre class="hf-exact" tabIndex={0} role="region" aria-label={text.fingerprints_label}>
        {codes.join("\n")}
      </pre>
      <p class="govuk-hint hf-above">{text.fingerprints_trust}</p>
    </Question>
  );
}

export function AskConnection({ heading, about }: AskProps): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  return (
    <Question
      name="notice-connection"
      legend={heading}
      choices={[
        { value: "person", text: text.connection_person },
        { value: "poster", text: text.connection_poster },
        { value: "host", text: text.connection_host },
        { value: "none", text: text.not_so },
      ]}
      missing={text.choose_missing}
      before={notices.facts.get().connection}
      onAnswer={(answer) => {
        const { connection: _before, ...rest } = notices.facts.get();
        notices.answer("connection", answer === "none" ? rest : { ...rest, connection: answer });
      }}
    >
      {about}
    </Question>
  );
}

export function AskReasons({ heading, about }: AskProps): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const notices = use_notices();
  const now = notices.facts_now();
  const countries = guide.ask("countries", tag, {})?.countries ?? [];
  const nation = ["england", "wales", "scotland", "ni"].includes(now.country ?? "") ? "GB" : (now.country ?? "");
  const [country, pick] = useState(countries.some(({ id }) => id === nation) ? nation : "");
  const [typed, type] = useState(now.reasons ?? "");
  const text = t.notices;
  function answer(reasons: string, of_country: string): void {
    const { country: _before, ...rest } = notices.facts.get();
    notices.answer("reasons", { ...rest, reasons, ...(of_country === "" ? {} : { country: of_country }) });
  }
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        answer(whole_text(typed).trim(), country);
      }}
    >
      {heading}
      {about}
      <SelectField id="notice-country" label={text.country} value={country} onChange={pick} none={text.country_none} choices={countries.map(({ id, name }) => ({ value: id, text: name.say }))} />
      <TextField id="notice-reasons" kind="lines" label={text.reasons_label} value={typed} onChange={type} longest={longest.text} />
      <div class="hf-actions">
        <Button submit look="main">
          {t.page.go_on}
        </Button>
        <Button look="link" onClick={() => answer("", "")}>
          {text.leave_out}
        </Button>
      </div>
    </form>
  );
}

/** When and to whom the first notice went, where this visit does not know. */
export function AskSentBefore({ heading, about }: AskProps): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const letter = use_letter();
  const sent = notices.facts_now().sent;
  const [at, set_at] = useState(sent === undefined ? "" : typed_time(new Date(sent.at)));
  const [to, set_to] = useState(sent?.to ?? letter?.to.platforms?.[0]?.name ?? "");
  const [reference, set_reference] = useState(sent?.reference ?? "");
  const [error, set_error] = useState<string | undefined>(undefined);
  const [turn, set_turn] = useState(0);
  const text = t.notices;
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const time = time_of(at);
        const wrong = wrong_time(time, t);
        set_error(wrong);
        set_turn(turn + 1);
        if (time !== null && wrong === undefined)
          notices.answer("sent", { ...notices.facts.get(), sent: { at: time.toISOString(), to: whole_text(to).trim(), reference: whole_text(reference).trim() } });
      }}
    >
      {error !== undefined && <ErrorSummary turn={turn} message={error} field="notice-sent-at" />}
      {heading}
      {about}
      <TimeField id="notice-sent-at" label={text.sent_at} value={at} onChange={set_at} error={error} />
      <TextField id="notice-sent-to" label={text.sent_to} value={to} onChange={set_to} longest={longest.line} />
      <TextField id="notice-sent-reference" label={text.sent_reference} hint={text.sent_reference_hint} value={reference} onChange={set_reference} longest={longest.line} />
      <div class="hf-actions">
        <Button submit look="main">
          {t.page.go_on}
        </Button>
        <Button look="link" onClick={() => notices.answer("sent", notices.facts.get())}>
          {text.leave_out}
        </Button>
      </div>
    </form>
  );
}
