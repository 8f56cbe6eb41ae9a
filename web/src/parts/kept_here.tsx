// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { kept_on_device } from "../keep/this_device";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

/** What this browser still keeps, and removing it. It is locked, so nobody can tell here which case it opens: the person decides. */
export function KeptHere({ note }: { note: string }): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const [was_kept] = useState(kept_on_device() !== null);
  const [is_kept, set_kept] = useState(was_kept);
  if (!was_kept) return null;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{t.keep.device_heading}</h2>
      <Status>{is_kept ? note : t.keep.device_forgotten}</Status>
      {is_kept && (
        <Button
          onClick={() => {
            session.remove_kept();
            set_kept(false);
          }}
        >
          {t.keep.device_forget}
        </Button>
      )}
    </section>
  );
}
