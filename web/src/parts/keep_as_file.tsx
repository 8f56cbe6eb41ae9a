// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { is_long_enough, shortest_passphrase } from "../keep/typed_text";
import { recovery_file_name, save_file } from "../keep/save_file";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Button } from "./button";
import { Status } from "./status";
import { TextField } from "./text_field";

/** The recovery file, plain or locked with a passphrase. */
export function KeepAsFile({ papers, onKept }: { papers: CasePapers; onKept: () => void }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.keep;
  const [passphrase, set_passphrase] = useState("");
  const [news, set_news] = useState("");
  const [error, set_error] = useState<string | undefined>(undefined);
  const [is_locking, set_locking] = useState(false);

  async function save(): Promise<void> {
    const name = recovery_file_name(papers.case_number);
    if (passphrase !== "" && !is_long_enough(passphrase)) {
      set_error(fill(text.passphrase_short, { count: shortest_passphrase }));
      document.getElementById("file-passphrase")?.focus();
      return;
    }
    set_error(undefined);
    let content = papers.file_text;
    if (passphrase !== "") {
      set_locking(true);
      set_news(text.file_locking);
      const locked = await session.desk
        .ask("lock_recovery", { identity: papers.identity, case_number: papers.case_number, created_ms: Date.now(), passphrase })
        .catch(() => ({ ok: false as const }));
      set_locking(false);
      if (!locked.ok) {
        set_news(t.service_errors.unknown);
        return;
      }
      content = locked.text;
    }
    save_file(name, "text/plain", content);
    set_passphrase("");
    set_news(fill(text.file_saved, { name }));
    onKept();
  }

  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.file_heading}</h2>
      <p class="govuk-body">{text.file}</p>
      <TextField id="file-passphrase" kind="secret" label={text.file_passphrase} hint={text.file_passphrase_hint} value={passphrase} onChange={set_passphrase} error={error} />
      <Button onClick={() => void save()} disabled={is_locking}>
        {text.file_save}
      </Button>
      <Status>{news}</Status>
    </section>
  );
}
