import { t } from '../../platform/i18n/index.ts';

/** Rings up a sale. */
export function TillScreen() {
  return <main className="comfortable">{t('till.pay')}</main>;
}
