// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_language } from "../strings/language";

/** Why an item is held back: in the page's words where it knows the reason, else in the service's own, which are English. */
export function HeldReason({ reason, explanation }: { reason?: string | undefined; explanation?: string | undefined }): JSX.Element | null {
  const { t } = use_language();
  const known = Object.entries(t.sent.held_reasons).find(([word]) => word === reason)?.[1];
  if (known !== undefined) return <>{`${known} ${t.sent.held_help}`}</>;
  return explanation === undefined ? null : <span lang="en">{explanation}</span>;
}
