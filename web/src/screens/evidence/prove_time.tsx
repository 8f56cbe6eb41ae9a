// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { use_language } from "../../strings/language";

/** Before the time of a seal is asked for: the exact text that is sent, and nothing goes without the press. `onAnswer` is called once. */
export function ProveTime({ exact, share, onAnswer, onStop }: { exact: string; share: number; onAnswer: (send: boolean) => void; onStop: () => void }): JSX.Element {
  const { t } = use_language();
  const [is_asking, set_asking] = useState(false);
  const text = t.pack_extras;
  return (
    <>
      <Heading>{text.send_heading}</Heading>
      <p class="govuk-body-l">{text.send_lead}</p>
      <div class="govuk-form-group">
        <pre class="hf-exact" tabIndex={0} role="region" aria-label={text.send_label}>
          {exact}
        </pre>
      </div>
      <Status>{is_asking ? text.asking : ""}</Status>
      {is_asking && <progress class="hf-progress" max={1} value={share} aria-label={text.asking} />}
      <div class="hf-row">
        {!is_asking && (
          <Button
            look="main"
            onClick={() => {
              set_asking(true);
              onAnswer(true);
            }}
          >
            {text.send}
          </Button>
        )}
        {!is_asking && <Button onClick={() => onAnswer(false)}>{text.without}</Button>}
        <Button onClick={onStop}>{t.evidence.stop}</Button>
      </div>
    </>
  );
}
