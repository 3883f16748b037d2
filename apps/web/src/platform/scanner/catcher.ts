import { t } from '../i18n/index.ts';

/**
 * On Android a scanner that works as a keyboard reaches the page only through a field that has the focus: a tap on a button
 * or beside everything would make it deaf. A field that nobody sees and that opens no keyboard takes the focus then. It
 * exists on Android alone, and leaves whoever goes by keys or by a screen reader where they are.
 */
export function keepCatcher(document: Document, navigator: Navigator): () => void {
  if (!/Android/.test(navigator.userAgent)) return () => undefined;
  const field = document.createElement('input');
  field.setAttribute('inputmode', 'none');
  field.setAttribute('autocomplete', 'off');
  field.setAttribute('data-scan-catcher', '');
  field.setAttribute('aria-label', t('ui.scannerField'));
  field.tabIndex = -1;
  field.style.cssText =
    'position:fixed;inset-block-start:0;inset-inline-start:0;width:1px;height:1px;opacity:0;border:0;padding:0';
  document.body.append(field);
  field.addEventListener('input', () => {
    field.value = '';
  });
  const take = () => {
    const active = document.activeElement;
    const hasNone = active === null || active === document.body;
    const isButton = active instanceof HTMLButtonElement && active.closest('dialog,[role="dialog"]') === null;
    if (hasNone || isButton) field.focus({ preventScroll: true });
  };
  const afterTap = () => setTimeout(take, 0);
  document.addEventListener('click', afterTap);
  take();
  return () => {
    document.removeEventListener('click', afterTap);
    field.remove();
  };
}
