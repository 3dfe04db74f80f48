/** Connection option of every connection of the server: a role that may add to the log, never change or remove. */
export const APP_ROLE_OPTIONS = '-c role=ioc_app';
