import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, IconButton, TextInput } from '../../../platform/ui/index.ts';
import { type CodeDraft, withCode } from './product-draft.ts';
import type { VariantFieldsProps } from './variant-fields.tsx';

/** The barcodes of a variant, each with the pieces that one scan sells. Typing Enter or scanning adds one. */
export function CodesField({ variant, path, errors, onChange }: Omit<VariantFieldsProps, 'isWithoutPrice' | 'unit'>) {
  const [text, setText] = useState('');
  const [isKnown, setKnown] = useState(false);
  const add = () => {
    if (text.trim() === '') return;
    const next = withCode(variant, text);
    setKnown(next === null);
    if (next === null) return;
    onChange(next);
    setText('');
  };
  const changeCode = (index: number, code: CodeDraft | null) => {
    const codes = variant.codes.flatMap((known, at) => (at !== index ? [known] : code === null ? [] : [code]));
    onChange({ ...variant, codes });
  };
  return (
    <div className="flex flex-col gap-2 sm:col-span-2">
      <Field
        label={t('catalog.codes')}
        hint={t('catalog.codesHint')}
        error={isKnown ? t('catalog.codeKnown') : undefined}
      >
        <div className="flex gap-2">
          <TextInput
            className="code"
            data-scan="here"
            maxLength={64}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              add();
            }}
          />
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={add}>
            {t('catalog.addCode')}
          </Button>
        </div>
      </Field>
      {variant.codes.length === 0 ? null : (
        <ul className="divide-y divide-line rounded-control border border-line">
          {variant.codes.map((code, index) => (
            <CodeLine
              key={code.code}
              code={code}
              error={errors[`${path}.codes.${index}.code`] ?? errors[`${path}.codes.${index}.quantityMilli`]}
              onChange={(next) => changeCode(index, next)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface CodeLineProps {
  readonly code: CodeDraft;
  readonly error: string | undefined;
  readonly onChange: (next: CodeDraft | null) => void;
}

function CodeLine({ code, error, onChange }: CodeLineProps) {
  return (
    <li className="flex flex-wrap items-center gap-2 py-1 ps-3 pe-1">
      <span className="code min-w-0 flex-1 truncate">{code.code}</span>
      <label className="flex items-center gap-2 text-sm text-ink-2">
        {t('catalog.codeQuantity')}
        <TextInput
          dir="ltr"
          inputMode="decimal"
          aria-label={t('catalog.codeQuantityOf', { code: code.code })}
          aria-invalid={error === undefined ? undefined : true}
          className="num w-20!"
          maxLength={10}
          value={code.quantity}
          onChange={(event) => onChange({ ...code, quantity: event.target.value })}
        />
      </label>
      <IconButton label={t('catalog.removeCode', { code: code.code })} onClick={() => onChange(null)}>
        <X aria-hidden className="size-4" />
      </IconButton>
      {error === undefined ? null : <p className="basis-full pb-1 text-sm text-danger">{error}</p>}
    </li>
  );
}
