// Runs before the first paint: a theme or a direction that arrives later would flash. A file of its own because the policy
// forbids inline scripts.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    choice = null;
  }
  const isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  const languages = ['en', 'sw', 'fr', 'ar'];
  let chosen = null;
  try {
    chosen = localStorage.getItem('language');
  } catch {
    chosen = null;
  }
  const asked = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => languages.includes(tag));
  const language = languages.includes(chosen) ? chosen : (asked ?? 'en');
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
})();
