// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { forget_on_device, keep_on_device, kept_on_device } from "../keep/this_device";
import { is_long_enough, shortest_passphrase } from "../keep/typed_text";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Button } from "./button";
import { Status } from "./status";
import { TextField } from "./text_field";

/** The only thing that this page ever stores, and only on this button: the key, locked with a passphrase. */
export function KeepOnDevice({ papers, onKept }: { papers: CasePapers; onKept: () => void }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.keep;
  const [passphrase, set_passphrase] = useState("");
  const [news, set_news] = useState("");
  const [error, set_error] = useState<string | undefined>(undefined);
  const [is_locking, set_locking] = useState(false);
  const [is_kept, set_kept] = useState(kept_on_device() !== null);

  async function keep(): Promise<void> {
    if (!is_long_enough(passphrase)) {
      set_error(fill(text.passphrase_short, { count: shortest_passphrase }));
      document.getElementById("device-passphrase")?.focus();
      return;
    }
    set_error(undefined);
    set_locking(true);
    set_news(text.file_locking);
    const locked = await session.desk
      .ask("lock_recovery", { identity: papers.identity, case_number: papers.case_number, created_ms: Date.now(), passphrase })
      .catch(() => ({ ok: false as const }));
    set_locking(false);
    const kept = locked.ok && keep_on_device(locked.text);
    set_news(kept ? text.device_saved : text.device_failed);
    if (kept) {
      set_passphrase("");
      set_kept(true);
      session.kept_identity.set(papers.identity);
      onKept();
    }
  }

  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.device_heading}</h2>
      <p class="govuk-body">{text.device}</p>
      <p class="govuk-inset-text">{text.device_warning}</p>
      <TextField id="device-passphrase" kind="secret" label={text.device_passphrase} hint={text.file_passphrase_hint} value={passphrase} onChange={set_passphrase} error={error} />
      <div class="hf-row">
        <Button onClick={() => void keep()} disabled={is_locking}>
          {text.device_save}
        </Button>
        {is_kept && (
          <Button
            onClick={() => {
              forget_on_device();
              session.kept_identity.set(null);
              set_kept(false);
              set_news(text.device_forgotten);
            }}
          >
            {text.device_forget}
          </Button>
        )}
      </div>
      <Status>{news}</Status>
    </section>
  );
}
