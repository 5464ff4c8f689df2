/**
 * Keeps what is selected in a field for text while the page's script takes it over. React sets such a field's default text anew, and of
 * a field whose text nobody has set or typed the browser then forgets the selection: who had selected all would type in front of
 * it. Setting the text that stands there makes the field one whose default no longer counts. Run while the page is read.
 */
export const keepEarlySelections = `addEventListener("focus",({target})=>{
if(target instanceof HTMLTextAreaElement)target.value=target.value
},true)`;
