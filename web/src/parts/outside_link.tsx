// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { use_language } from "../strings/language";

/** A link to another site (`about`: what a screen reader hears after the text): its own tab, so that this page and its memory stay; it learns nothing of where one came from. */
export function OutsideLink({ href, children, about, as_button = false }: { href: string; children: ComponentChildren; about?: string; as_button?: boolean }): JSX.Element {
  const { t } = use_language();
  return (
    <a
      href={page_address(href) ?? href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      class={as_button ? "govuk-button govuk-button--secondary" : "govuk-link"}
    >
      {children}
      {about === undefined ? ` ${t.page.opens_new_tab}` : <span class="govuk-visually-hidden">{`: ${about} ${t.page.opens_new_tab}`}</span>}
    </a>
  );
}

/** The address of a page that can be opened, else null. The guide also names what is no page: those addresses end in .invalid
 *  (data/directory/README.md). What was read at http: is opened at https:, as browsers do by themselves. */
export function page_address(address: string): string | null {
  try {
    const url = new URL(address);
    if (url.protocol === "http:") url.protocol = "https:";
    return url.protocol === "https:" && !url.hostname.endsWith(".invalid") ? url.href : null;
  } catch {
    return null;
  }
}
export const is_page = (address: string): boolean => page_address(address) !== null;
