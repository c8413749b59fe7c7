/** The build gives a style sheet as its minified text. */
declare module '*.css' {
  const css: string;
  export default css;
}

/** The name of the chat's file, with the hash of its content; filled in by the build. */
declare const CHAT_FILE: string;
