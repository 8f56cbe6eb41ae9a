// SPDX-License-Identifier: Apache-2.0

/** Puts a text on the clipboard; false when the browser refuses. Call it from a press. */
export async function copy_text(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copy_selected(text);
  }
}

/** The old way, for pages over plain http and browsers without a clipboard of their own. */
function copy_selected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "govuk-visually-hidden";
  document.body.append(field);
  field.select();
  let is_copied = false;
  try {
    is_copied = document.execCommand("copy");
  } catch {
    // the text is still there to be marked by hand
  }
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return is_copied;
}
