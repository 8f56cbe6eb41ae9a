// SPDX-License-Identifier: Apache-2.0
// "Keep on this device": the locked recovery text in the browser's storage, only when the person chose it. Its name says
// nothing; its content opens with the passphrase alone.

const name = "notes";

export function keep_on_device(locked_text: string): boolean {
  try {
    window.localStorage.setItem(name, locked_text);
    return window.localStorage.getItem(name) === locked_text;
  } catch {
    return false;
  }
}

export function kept_on_device(): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function forget_on_device(): void {
  try {
    window.localStorage.removeItem(name);
  } catch {
    // Nothing can have been kept where storage is refused.
  }
}
