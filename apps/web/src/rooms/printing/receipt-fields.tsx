import { PAPER_LANGUAGES } from '@mosaajii/domain/paper';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Checkbox, Field, SegmentedControl, Select, TextArea } from '../../platform/ui/index.ts';
import { LogoField } from './logo-field.tsx';
import { PartsList } from './parts-list.tsx';
import type { ReceiptDraft } from './receipt-draft.ts';

const WIDTHS = [
  { value: '80', label: '80 mm' },
  { value: '58', label: '58 mm' },
] as const;
const DAYS = [7, 30, 90, 365, 1825] as const;
const LANGUAGE_NAMES = { en: 'English', sw: 'Kiswahili', fr: 'Français', ar: 'العربية' } as const;

export interface ReceiptFieldsProps {
  readonly draft: ReceiptDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (change: Partial<ReceiptDraft>) => void;
  /** Absent while no receipt has a link. */
  readonly onEndLinks: (() => void) | undefined;
}

/** Everything of a receipt that a shop decides. */
export function ReceiptFields({ draft, isReadOnly, onChange, onEndLinks }: ReceiptFieldsProps) {
  const { template } = draft;
  const look = (change: Partial<typeof template>) => onChange({ template: { ...template, ...change } });
  return (
    <>
      <Card title={t('printing.sectionWords')}>
        <div className="grid gap-5 p-4 pt-2 sm:grid-cols-2">
          <Field label={t('printing.header')} isOptional>
            <TextArea
              value={draft.header}
              maxLength={500}
              readOnly={isReadOnly}
              onChange={(event) => onChange({ header: event.target.value })}
            />
          </Field>
          <Field label={t('printing.footer')} isOptional>
            <TextArea
              value={draft.footer}
              maxLength={500}
              readOnly={isReadOnly}
              onChange={(event) => onChange({ footer: event.target.value })}
            />
          </Field>
          <Field label={t('printing.language')}>
            <Select
              value={template.language ?? ''}
              disabled={isReadOnly}
              onChange={(event) =>
                look({ language: PAPER_LANGUAGES.find((one) => one === event.target.value) ?? null })
              }
            >
              <option value="">{t('printing.languageShop')}</option>
              {PAPER_LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {LANGUAGE_NAMES[language]}
                </option>
              ))}
            </Select>
          </Field>
          <div className="flex min-w-0 flex-col items-start gap-1.5">
            <span className="font-medium">{t('printing.paper')}</span>
            <SegmentedControl
              label={t('printing.paper')}
              value={draft.paperWidthMm === 58 ? '58' : '80'}
              options={WIDTHS}
              onChange={(value) => (isReadOnly ? undefined : onChange({ paperWidthMm: value === '58' ? 58 : 80 }))}
            />
          </div>
          <LogoField logo={template.logo} isReadOnly={isReadOnly} onChange={(logo) => look({ logo })} />
        </div>
      </Card>
      <Card title={t('printing.sectionParts')}>
        <div className="grid gap-5 p-4 pt-2 sm:grid-cols-2">
          <PartsList template={template} isReadOnly={isReadOnly} onChange={(parts) => look({ parts })} />
          <div className="flex flex-col items-start gap-1">
            <Checkbox
              checked={template.hasSku}
              disabled={isReadOnly}
              onChange={() => look({ hasSku: !template.hasSku })}
            >
              {t('printing.hasSku')}
            </Checkbox>
            <Checkbox
              checked={template.hasDiscounts}
              disabled={isReadOnly}
              onChange={() => look({ hasDiscounts: !template.hasDiscounts })}
            >
              {t('printing.hasDiscounts')}
            </Checkbox>
            <Checkbox
              checked={template.hasTaxBases}
              disabled={isReadOnly}
              onChange={() => look({ hasTaxBases: !template.hasTaxBases })}
            >
              {t('printing.hasTaxBases')}
            </Checkbox>
            <Field label={t('printing.linkDays')} hint={t('printing.linkHint')} className="mt-3">
              <Select
                value={draft.linkDays}
                disabled={isReadOnly}
                onChange={(event) => onChange({ linkDays: Number(event.target.value) })}
              >
                {[...new Set([...DAYS, draft.linkDays])]
                  .sort((a, b) => a - b)
                  .map((count) => (
                    <option key={count} value={count}>
                      {t('printing.linkFor', { count })}
                    </option>
                  ))}
              </Select>
            </Field>
            {onEndLinks === undefined || isReadOnly ? null : (
              <Button variant="quiet" className="mt-2" onClick={onEndLinks}>
                {t('printing.endLinks')}
              </Button>
            )}
          </div>
        </div>
      </Card>
    </>
  );
}
