import type { MessageLanguage, Preview } from '@mosaajii/contract/notifications';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Card, Field, SegmentedControl, Select, Skeleton } from '../../platform/ui/index.ts';
import { categoryName, LANGUAGE_OPTIONS } from './message-words.ts';
import { usePreview, useTemplates } from './use-messages.ts';

/** What the program says, in each of its languages, with example values. */
export function TemplatesPanel() {
  const templates = useTemplates();
  const [chosen, setChosen] = useState<string | null>(null);
  const [language, setLanguage] = useState<MessageLanguage>('en');
  if (templates.error !== null) {
    return <Failed cause={templates.error} onRetry={() => void templates.refetch()} />;
  }
  if (templates.data === undefined) return <Skeleton className="h-64" />;
  const { templates: known } = templates.data;
  const name = chosen ?? known[0]?.name;
  const categories = [...new Set(known.map(({ category }) => category))];
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('notifications.template')} className="min-w-60 flex-1">
          <Select value={name} onChange={(event) => setChosen(event.target.value)}>
            {categories.map((category) => (
              <optgroup key={category} label={categoryName(category)}>
                {known
                  .filter((template) => template.category === category)
                  .map((template) => (
                    <option key={template.name} value={template.name}>
                      {template.subject}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        </Field>
        <SegmentedControl
          label={t('notifications.language')}
          value={language}
          options={LANGUAGE_OPTIONS.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={setLanguage}
        />
      </div>
      {name === undefined ? null : <PreviewOf template={name} language={language} />}
    </div>
  );
}

function PreviewOf({ template, language }: { readonly template: string; readonly language: MessageLanguage }) {
  const preview = usePreview(template, language);
  if (preview.error !== null) {
    return <Failed cause={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (preview.data === undefined) return <Skeleton className="h-64" />;
  return <Said preview={preview.data} />;
}

function Said({ preview }: { readonly preview: Preview }) {
  const { language, direction, subject, paragraphs, action, sms } = preview;
  return (
    <>
      <p className="text-sm text-ink-2">{t('notifications.previewNote')}</p>
      <Card title={t('notifications.preview')}>
        <article lang={language} dir={direction} className="flex flex-col items-start gap-3 px-4 pb-4 pt-1">
          <h3 className="break-words text-lg font-semibold">{subject}</h3>
          {paragraphs.map(({ text, isLarge }) =>
            isLarge ? (
              <p key={text} dir="ltr" className="code text-2xl font-bold tracking-[0.15em]">
                {text}
              </p>
            ) : (
              <p key={text} className="max-w-prose whitespace-pre-line break-words">
                {text}
              </p>
            ),
          )}
          {action === null ? null : (
            <p className="rounded-control bg-brand px-4 py-2.5 font-semibold text-white">{action}</p>
          )}
        </article>
      </Card>
      <Card title={t('notifications.asSms')}>
        <div className="flex flex-col gap-1 px-4 pb-4 pt-1">
          <p lang={language} dir={direction} className="max-w-prose break-words">
            {sms}
          </p>
          <p className="text-sm text-ink-2">{t('notifications.characters', { count: sms.length })}</p>
        </div>
      </Card>
    </>
  );
}
