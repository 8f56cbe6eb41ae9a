// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Checkbox } from "../../parts/checkbox";
import { ErrorSummary } from "../../parts/error_summary";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { RadioField } from "../../parts/radio_field";
import { use_news } from "../../parts/use_news";
import { use_object_url } from "../../parts/use_object_url";
import { fill, use_language } from "../../strings/language";
import type { CoverOutcome } from "../../worker/cover";

interface CoveredCopyProps {
  number: number;
  name: string;
  made: Extract<CoverOutcome, { ok: true }>;
  is_shown: boolean;
  onShow: (is_shown: boolean) => void;
  onChange: () => void;
}
const shows_id = "cover-intimate";

/** The copy just as it will be kept, and what is asked before that. */
export function CoveredCopy({ number, name, made, is_shown, onShow, onChange }: CoveredCopyProps): JSX.Element {
  const { t } = use_language();
  const { evidence, view } = use_evidence();
  const address = use_object_url(is_shown ? made.copy : null);
  const [intimate, set_intimate] = useState<"yes" | "no" | null>(null);
  const [leaves_out, leave_out] = useState(false);
  const [problem, set_problem] = use_news();
  const [turn, set_turn] = useState(0);
  const [is_busy, set_busy] = useState(false);
  /** It went in; what came after it did not, and is tried again by itself. */
  const [is_in, set_in] = useState(false);
  const text = t.cover;
  const is_read = view?.exhibits.find((each) => each.number === number)?.machine_read !== undefined;

  async function keep(): Promise<void> {
    if (intimate !== "no") {
      set_problem((all) => (intimate === null ? all.evidence.intimate_missing : all.cover.shows_yes));
      set_turn(turn + 1);
      return;
    }
    set_busy(true);
    const kept = is_in ? null : await evidence.keep_copy(number, made.copy, made.record);
    if (kept === null) set_in(true);
    const fault = kept ?? (leaves_out ? await evidence.leave_original_out(number) : null);
    if (fault === null) return evidence.screen.set({ name: "home" });
    set_busy(false);
    set_problem(failure_news(fault));
    set_turn(turn + 1);
  }
  return (
    <Form onSubmit={() => !is_busy && void keep()}>
      <Heading>{fill(text.result_heading, { name })}</Heading>
      <p class="govuk-body-l">{text.result}</p>
      {made.damaged && <p class="govuk-body">{text.damaged}</p>}
      {made.animated && <p class="govuk-body">{text.animated}</p>}
      {problem !== "" && <ErrorSummary message={problem} field={shows_id} turn={turn} />}
      <Button look="link" pressed={is_shown} onClick={() => onShow(!is_shown)}>
        {is_shown ? t.evidence.hide : t.evidence.show}
      </Button>
      {address === null ? (
        <p class="govuk-body">{t.evidence.hidden}</p>
      ) : (
        <div class="hf-cover">
          <img class="hf-cover__image" src={address} alt={text.result_alt} />
        </div>
      )}
      <RadioField
        id={shows_id}
        legend={t.evidence.intimate}
        choices={[
          { value: "yes", text: t.evidence.intimate_yes },
          { value: "no", text: t.evidence.intimate_no },
        ]}
        value={intimate}
        onChange={(value) => {
          set_intimate(value);
          set_problem(null);
        }}
        error={problem !== "" && intimate !== "no" ? problem : undefined}
      />
      <p class="govuk-body">{text.leave_out_why}</p>
      <Checkbox id="cover-leave-out" checked={leaves_out} onChange={leave_out} text={text.leave_out} />
      {leaves_out && is_read && <p class="govuk-hint">{text.words_stay}</p>}
      <div class="hf-row">
        <Button submit look="main" disabled={is_busy}>
          {text.keep}
        </Button>
        {!is_in && <Button onClick={onChange}>{text.change}</Button>}
        <Button onClick={() => evidence.back()}>{t.page.cancel}</Button>
      </div>
    </Form>
  );
}
