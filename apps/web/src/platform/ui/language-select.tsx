import {
  chooseLanguage,
  LANGUAGES,
  type LanguageChoice,
  languageChoice,
  ownName,
  screenLanguage,
  t,
} from '../i18n/index.ts';
import { Field, Select } from './field.tsx';

/** The language of this device's screens. A choice loads the page again; what is in a cart is kept. */
export function LanguageField() {
  return (
    <Field label={t('ui.language')}>
      <Select value={languageChoice() ?? ''} onChange={(event) => chooseLanguage(choiceOf(event.target.value))}>
        <option value="">{t('ui.languageOfBrowser')}</option>
        <Languages />
      </Select>
    </Field>
  );
}

/** The same without a label beside it, for pages that somebody sees who cannot read them yet. */
export function LanguageSelect() {
  return (
    <Select
      aria-label={t('ui.language')}
      className="w-auto max-w-40 text-sm font-normal"
      value={screenLanguage()}
      onChange={(event) => chooseLanguage(choiceOf(event.target.value))}
    >
      <Languages />
    </Select>
  );
}

function Languages() {
  return LANGUAGES.map((language) => (
    <option key={language} value={language} lang={language}>
      {ownName(language)}
    </option>
  ));
}

function choiceOf(value: string): LanguageChoice {
  return LANGUAGES.find((language) => language === value) ?? null;
}
