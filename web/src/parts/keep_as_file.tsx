// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { recovery_file_name, save_file } from "../keep/save_file";
import { fill, use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Button } from "./button";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";
import { use_passphrase } from "./use_passphrase";

const field_id = "file-passphrase";

/** The recovery file, plain or locked with a passphrase. */
export function KeepAsFile({ papers, onKept }: { papers: CasePapers; onKept: () => void }): JSX.Element {
  const { t } = use_language();
  const text = t.keep;
  const passphrase = use_passphrase(field_id);
  const [news, set_news] = use_news();

  async function save(): Promise<void> {
    const name = recovery_file_name(papers.case_number);
    if (!passphrase.will_do(true)) return;
    const is_plain = passphrase.typed === "";
    if (!is_plain) set_news((all) => all.keep.file_locking);
    const content = is_plain ? papers.file_text : await passphrase.lock(papers);
    if (content === null) {
      set_news((all) => all.service_errors.unknown);
      return;
    }
    save_file(name, "text/plain", content);
    passphrase.type("");
    set_news((all) => fill(all.keep.file_saved, { name }));
    onKept();
  }

  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.file_heading}</h2>
      <p class="govuk-body">{text.file}</p>
      <TextField id={field_id} kind="secret" label={text.file_passphrase} hint={text.file_passphrase_hint} value={passphrase.typed} onChange={passphrase.type} error={passphrase.error} />
      <Button onClick={() => void save()} disabled={passphrase.is_locking}>
        {text.file_save}
      </Button>
      <Status>{news}</Status>
    </section>
  );
}
