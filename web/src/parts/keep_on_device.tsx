// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keep_on_device, kept_on_device } from "../keep/this_device";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Button } from "./button";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";
import { use_passphrase } from "./use_passphrase";

const field_id = "device-passphrase";

/** Only on this button: the key, locked with a passphrase. */
export function KeepOnDevice({ papers, onKept }: { papers: CasePapers; onKept: () => void }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.keep;
  const passphrase = use_passphrase(field_id);
  const [news, set_news] = use_news();
  const [is_kept, set_kept] = useState(kept_on_device() !== null);
  /** Before this was kept: it may be of another case, and nobody can tell while it is locked. */
  const [was_there, set_was_there] = useState(is_kept);

  async function keep(): Promise<void> {
    if (!passphrase.will_do(false)) return;
    set_news((all) => all.keep.file_locking);
    const locked = await passphrase.lock(papers);
    const kept = locked !== null && keep_on_device(locked);
    set_news((all) => (kept ? all.keep.device_saved : all.keep.device_failed));
    if (!kept) return;
    passphrase.type("");
    set_kept(true);
    set_was_there(false);
    void session.draft.keep_with(papers.identity);
    onKept();
  }

  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.device_heading}</h2>
      <p class="govuk-body">{text.device}</p>
      <p class="govuk-inset-text">{text.device_warning}</p>
      {was_there && <p class="govuk-inset-text">{text.device_takes_place}</p>}
      <TextField id={field_id} kind="secret" label={text.device_passphrase} hint={text.file_passphrase_hint} value={passphrase.typed} onChange={passphrase.type} error={passphrase.error} />
      <div class="hf-row">
        <Button onClick={() => void keep()} disabled={passphrase.is_locking}>
          {text.device_save}
        </Button>
        {is_kept && (
          <Button
            onClick={() => {
              session.remove_kept();
              set_kept(false);
              set_was_there(false);
              set_news((all) => all.keep.device_forgotten);
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
