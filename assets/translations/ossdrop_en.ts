<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CheckCard</name>
    <message numerus="yes">
        <source>%Ln checks passed</source>
        <translation>
            <numerusform>%Ln check passed</numerusform>
            <numerusform>%Ln checks passed</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>A tiny file, there and back</source>
        <translation>A tiny file, there and back</translation>
    </message>
    <message>
        <source>What links do</source>
        <translation>What links do</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Safety</translation>
    </message>
    <message>
        <source>A model looks</source>
        <translation>A model looks</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Let a model look (costs tokens)</source>
        <translation>Let a model look (costs tokens)</translation>
    </message>
    <message>
        <source>The check sends a tiny test file.</source>
        <translation>The check sends a tiny test file.</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>works</source>
        <translation>works</translation>
    </message>
    <message>
        <source>works, but</source>
        <translation>works, but</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>does not work</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>not checked</translation>
    </message>
</context>
<context>
    <name>DesktopServices</name>
    <message numerus="yes">
        <source>%Ln links copied</source>
        <translation>
            <numerusform>%Ln link copied</numerusform>
            <numerusform>%Ln links copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready</source>
        <translation>
            <numerusform>%Ln link is ready</numerusform>
            <numerusform>%Ln links are ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed.</source>
        <translation>
            <numerusform>%Ln file failed.</numerusform>
            <numerusform>%Ln files failed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Upload with OssDrop</source>
        <translation>Upload with OssDrop</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links expire within an hour</source>
        <translation>
            <numerusform>%Ln link expires within an hour</numerusform>
            <numerusform>%Ln links expire within an hour</numerusform>
        </translation>
    </message>
    <message>
        <source>Open OssDrop for new ones.</source>
        <translation>Open OssDrop for new ones.</translation>
    </message>
</context>
<context>
    <name>DestinationChip</name>
    <message>
        <source>with another AccessKey</source>
        <translation>with another AccessKey</translation>
    </message>
    <message>
        <source>watching %1</source>
        <translation>watching %1</translation>
    </message>
    <message>
        <source>cannot read %1</source>
        <translation>cannot read %1</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>Practice bucket</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>Temporary storage</translation>
    </message>
    <message>
        <source>Not set up yet</source>
        <translation>Not set up yet</translation>
    </message>
    <message>
        <source>No destination yet</source>
        <translation>No destination yet</translation>
    </message>
    <message>
        <source>waiting for the password store</source>
        <translation>waiting for the password store</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>not tried yet</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>links open on this computer only</source>
        <translation>links open on this computer only</translation>
    </message>
    <message>
        <source>cannot upload</source>
        <translation>cannot upload</translation>
    </message>
    <message>
        <source>waiting for the network</source>
        <translation>waiting for the network</translation>
    </message>
    <message>
        <source>Proven to work: %1</source>
        <translation>Proven to work: %1</translation>
    </message>
    <message>
        <source>Destination: %1</source>
        <translation>Destination: %1</translation>
    </message>
</context>
<context>
    <name>DestinationForm</name>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>Files are kept. Links work for up to 7 days, and a new one can be had any time.</translation>
    </message>
    <message>
        <source>Links begin with oss:// and work 48 hours, only for the chosen model and your account. They cannot be renewed; not for production.</source>
        <translation>Links begin with oss:// and work 48 hours, only for the chosen model and your account. They cannot be renewed; not for production.</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>Files stay on this computer. Links to them work here only.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Not saved yet</translation>
    </message>
    <message>
        <source>Nothing to save</source>
        <translation>Nothing to save</translation>
    </message>
    <message>
        <source>Still missing: %1</source>
        <translation>Still missing: %1</translation>
    </message>
    <message>
        <source>A file sent now: until %1</source>
        <translation>A file sent now: until %1</translation>
    </message>
    <message>
        <source>%1 · overrides another source</source>
        <translation>%1 · overrides another source</translation>
    </message>
    <message>
        <source>Files are kept, and a new link can be had any time.</source>
        <translation>Files are kept, and a new link can be had any time.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>To be corrected: %1</source>
        <translation>To be corrected: %1</translation>
    </message>
    <message>
        <source>It belongs to another region than the one above.</source>
        <translation>It belongs to another region than the one above.</translation>
    </message>
    <message>
        <source>Empty: the one of the region. A custom domain goes here.</source>
        <translation>Empty: the one of the region. A custom domain goes here.</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>not saved yet</translation>
    </message>
    <message>
        <source>Enter a number: up to 7 days are possible.</source>
        <translation>Enter a number: up to 7 days are possible.</translation>
    </message>
    <message>
        <source>The key works no longer: a link cannot be made.</source>
        <translation>The key works no longer: a link cannot be made.</translation>
    </message>
    <message>
        <source>Once this is saved, a file sent now: until %1</source>
        <translation>Once this is saved, a file sent now: until %1</translation>
    </message>
    <message>
        <source>The secret of %1 is missing: this one is used instead.</source>
        <translation>The secret of %1 is missing: this one is used instead.</translation>
    </message>
    <message>
        <source>Links work for 7 days at most.</source>
        <translation>Links work for 7 days at most.</translation>
    </message>
    <message>
        <source>Works until you quit</source>
        <translation>Works until you quit</translation>
    </message>
    <message>
        <source>Use and check</source>
        <translation>Use and check</translation>
    </message>
    <message>
        <source>My bucket</source>
        <translation>My bucket</translation>
    </message>
    <message>
        <source>Temporary, 48 hours</source>
        <translation>Temporary, 48 hours</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Links work for</source>
        <translation>Links work for</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Advanced</translation>
    </message>
    <message>
        <source>Paste what IT sent you…</source>
        <translation>Paste what IT sent you…</translation>
    </message>
    <message>
        <source>Compare the ways…</source>
        <translation>Compare the ways…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>Keep it…</source>
        <translation>Keep it…</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>Save and check</translation>
    </message>
</context>
<context>
    <name>DragVeil</name>
    <message numerus="yes">
        <source>Drop to upload %Ln files</source>
        <translation>
            <numerusform>Drop to upload %Ln file</numerusform>
            <numerusform>Drop to upload %Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to upload</source>
        <translation>Drop to upload</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>to %1</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Let go to upload</source>
        <translation>Let go to upload</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>Drop files here</translation>
    </message>
    <message>
        <source>Drop it in, get a link</source>
        <translation>Drop it in, get a link</translation>
    </message>
    <message>
        <source>Pictures, clips, recordings, documents or whole folders: the link is in the clipboard when it is done.</source>
        <translation>Pictures, clips, recordings, documents or whole folders: the link is in the clipboard when it is done.</translation>
    </message>
    <message>
        <source>Paste (%1)</source>
        <translation>Paste (%1)</translation>
    </message>
    <message>
        <source>Links work 48 hours, for one Qwen model.</source>
        <translation>Links work 48 hours, for one Qwen model.</translation>
    </message>
    <message>
        <source>Links to them open on this computer only.</source>
        <translation>Links to them open on this computer only.</translation>
    </message>
    <message>
        <source>They wait, and go by themselves once they can.</source>
        <translation>They wait, and go by themselves once they can.</translation>
    </message>
    <message>
        <source>Anyone with the link can open the file for %1.</source>
        <translation>Anyone with the link can open the file for %1.</translation>
    </message>
    <message>
        <source>or paste with %1.</source>
        <translation>or paste with %1.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Choose files…</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>saved in .env</source>
        <translation>saved in .env</translation>
    </message>
    <message>
        <source>will be saved in .env</source>
        <translation>will be saved in .env</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>Saved in %1</translation>
    </message>
    <message>
        <source>Will be saved in %1</source>
        <translation>Will be saved in %1</translation>
    </message>
    <message>
        <source>Until you quit</source>
        <translation>Until you quit</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Open the settings file</translation>
    </message>
    <message>
        <source>Use %1, which scripts read</source>
        <translation>Use %1, which scripts read</translation>
    </message>
    <message>
        <source>Use another .env…</source>
        <translation>Use another .env…</translation>
    </message>
    <message>
        <source>Export settings, without secrets…</source>
        <translation>Export settings, without secrets…</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>Import settings…</translation>
    </message>
    <message>
        <source>Import a history…</source>
        <translation>Import a history…</translation>
    </message>
    <message>
        <source>Copy settings for a colleague</source>
        <translation>Copy settings for a colleague</translation>
    </message>
    <message>
        <source>Save a file for support…</source>
        <translation>Save a file for support…</translation>
    </message>
    <message>
        <source>Open Model Studio&apos;s API keys</source>
        <translation>Open Model Studio&apos;s API keys</translation>
    </message>
    <message>
        <source>The .env to read and write</source>
        <translation>The .env to read and write</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Export settings</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Import settings</translation>
    </message>
    <message>
        <source>Paste all of this into OssDrop, under “Paste what IT sent”.</source>
        <translation>Paste all of this into OssDrop, under “Paste what IT sent”.</translation>
    </message>
    <message>
        <source>The settings are copied, without your AccessKey: each person needs their own.</source>
        <translation>The settings are copied, without your AccessKey: each person needs their own.</translation>
    </message>
    <message>
        <source>Save a file for support</source>
        <translation>Save a file for support</translation>
    </message>
</context>
<context>
    <name>FirstPage</name>
    <message>
        <source>You can change this at any time.</source>
        <translation>You can change this at any time.</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>Try it first</translation>
    </message>
    <message>
        <source>Needs: nothing</source>
        <translation>Needs: nothing</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>Use “%1”</translation>
    </message>
    <message>
        <source>Files are kept, and a new link can be had any time.</source>
        <translation>Files are kept, and a new link can be had any time.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <translation>Remove “%1”…</translation>
    </message>
    <message>
        <source>Where should files go?</source>
        <translation>Where should files go?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unfinished uploads are kept under “Uploads”.</source>
        <translation>
            <numerusform>%Ln unfinished upload is kept under “Uploads”.</numerusform>
            <numerusform>%Ln unfinished uploads are kept under “Uploads”.</numerusform>
        </translation>
    </message>
    <message>
        <source>My company&apos;s bucket or my own</source>
        <translation>My company&apos;s bucket or my own</translation>
    </message>
    <message>
        <source>Paste what IT sent</source>
        <translation>Paste what IT sent</translation>
    </message>
    <message>
        <source>Enter it step by step</source>
        <translation>Enter it step by step</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>Temporary storage</translation>
    </message>
    <message>
        <source>Links for one Qwen model, for 48 hours. They cannot be renewed.</source>
        <translation>Links for one Qwen model, for 48 hours. They cannot be renewed.</translation>
    </message>
    <message>
        <source>Needs: an API key of Model Studio</source>
        <translation>Needs: an API key of Model Studio</translation>
    </message>
    <message>
        <source>Enter the API key</source>
        <translation>Enter the API key</translation>
    </message>
    <message>
        <source>No account. Files stay on this computer, and links open here only.</source>
        <translation>No account. Files stay on this computer, and links open here only.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>Files are kept. Links work for up to 7 days, and a new one can be had any time.</translation>
    </message>
    <message>
        <source>Needs: bucket name, region, AccessKey</source>
        <translation>Needs: bucket name, region, AccessKey</translation>
    </message>
</context>
<context>
    <name>FlowMessages</name>
    <message>
        <source>Fetching %1 of %2…</source>
        <translation>Fetching %1 of %2…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were there already: fresh links.</source>
        <translation>
            <numerusform>%Ln file was there already: fresh link.</numerusform>
            <numerusform>%Ln files were there already: fresh links.</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again anyway</source>
        <translation>Send again anyway</translation>
    </message>
    <message>
        <source>%1 changed after it was sent: the link shows how it was before.</source>
        <translation>%1 changed after it was sent: the link shows how it was before.</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>Send it again</translation>
    </message>
    <message>
        <source>Delete what was sent</source>
        <translation>Delete what was sent</translation>
    </message>
    <message>
        <source>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</source>
        <translation>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links copied.</source>
        <translation>
            <numerusform>%Ln link copied.</numerusform>
            <numerusform>%Ln links copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready.</source>
        <translation>
            <numerusform>%Ln link is ready.</numerusform>
            <numerusform>%Ln links are ready.</numerusform>
        </translation>
    </message>
    <message>
        <source>Destination: %1.</source>
        <translation>Destination: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed.</source>
        <translation>
            <numerusform>%Ln file failed.</numerusform>
            <numerusform>%Ln files failed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new links copied. Links you sent before stay expired.</source>
        <translation>
            <numerusform>%Ln new link copied. Links you sent before stay expired.</numerusform>
            <numerusform>%Ln new links copied. Links you sent before stay expired.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are of different buckets: %1.</source>
        <translation>They are of different buckets: %1.</translation>
    </message>
    <message>
        <source>Address copied, it opens nothing: %1</source>
        <translation>Address copied, it opens nothing: %1</translation>
    </message>
    <message>
        <source>It opens: %1</source>
        <translation>It opens: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files removed from the list; they stay in the bucket.</source>
        <translation>
            <numerusform>%Ln file removed from the list; it stays in the bucket.</numerusform>
            <numerusform>%Ln files removed from the list; they stay in the bucket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files removed from the list. Nothing was deleted; links that were sent work until they end.</source>
        <translation>
            <numerusform>%Ln file removed from the list. Nothing was deleted; links that were sent work until they end.</numerusform>
            <numerusform>%Ln files removed from the list. Nothing was deleted; links that were sent work until they end.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>That is too many rows at once: select at most %1.</source>
        <translation>That is too many rows at once: select at most %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files deleted from the bucket.</source>
        <translation>
            <numerusform>%Ln file deleted from the bucket.</numerusform>
            <numerusform>%Ln files deleted from the bucket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are still in the bucket.</source>
        <translation>
            <numerusform>%Ln file is still in the bucket.</numerusform>
            <numerusform>%Ln files are still in the bucket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The history file was damaged: %Ln rows could be saved.</source>
        <translation>
            <numerusform>The history file was damaged: %Ln row could be saved.</numerusform>
            <numerusform>The history file was damaged: %Ln rows could be saved.</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged file was set aside. No upload is affected.</source>
        <translation>The damaged file was set aside. No upload is affected.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were written: %1</source>
        <translation>
            <numerusform>%Ln row was written: %1</numerusform>
            <numerusform>%Ln rows were written: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were imported.</source>
        <translation>
            <numerusform>%Ln row was imported.</numerusform>
            <numerusform>%Ln rows were imported.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported: all of it is in the history already.</source>
        <translation>Nothing was imported: all of it is in the history already.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were there already.</source>
        <translation>
            <numerusform>%Ln row was there already.</numerusform>
            <numerusform>%Ln rows were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out: they make no sense.</source>
        <translation>
            <numerusform>%Ln row was left out: it makes no sense.</numerusform>
            <numerusform>%Ln rows were left out: they make no sense.</numerusform>
        </translation>
    </message>
    <message>
        <source>The AccessKey %1 of the bucket %2 is no longer set up here.</source>
        <translation>The AccessKey %1 of the bucket %2 is no longer set up here.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links could not be made.</source>
        <translation>
            <numerusform>%Ln link could not be made.</numerusform>
            <numerusform>%Ln links could not be made.</numerusform>
        </translation>
    </message>
    <message>
        <source>Link copied: %1</source>
        <translation>Link copied: %1</translation>
    </message>
</context>
<context>
    <name>HistoryHeading</name>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln links</source>
        <translation>
            <numerusform>Copy %Ln link</numerusform>
            <numerusform>Copy %Ln links</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to all uploads</source>
        <translation>Back to all uploads</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>%Ln expired</numerusform>
            <numerusform>%Ln expired</numerusform>
        </translation>
    </message>
    <message>
        <source>practice</source>
        <translation>practice</translation>
    </message>
    <message>
        <source>Double-click to see the files</source>
        <translation>Double-click to see the files</translation>
    </message>
    <message>
        <source>for %1 only</source>
        <translation>for %1 only</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>from %1</translation>
    </message>
    <message>
        <source>Enter shows the files</source>
        <translation>Enter shows the files</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>More…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>Copy new link</translation>
    </message>
    <message>
        <source>Copy temp URL</source>
        <translation>Copy temp URL</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>Upload again</translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation>Copy links</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>No link expires within the hour.</source>
        <translation>No link expires within the hour.</translation>
    </message>
    <message>
        <source>No link has expired.</source>
        <translation>No link has expired.</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nothing was found.</translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation>Show the files</translation>
    </message>
    <message>
        <source>Delete “%1” from the bucket?</source>
        <translation>Delete “%1” from the bucket?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln files of “%1” from the bucket?</source>
        <translation>
            <numerusform>Delete %Ln file of “%1” from the bucket?</numerusform>
            <numerusform>Delete %Ln files of “%1” from the bucket?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln files from the bucket?</source>
        <translation>
            <numerusform>Delete %Ln file from the bucket?</numerusform>
            <numerusform>Delete %Ln files from the bucket?</numerusform>
        </translation>
    </message>
    <message>
        <source>Links you sent stop working at once: this is the way to stop them. It cannot be undone.</source>
        <translation>Links you sent stop working at once: this is the way to stop them. It cannot be undone.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Export the history</translation>
    </message>
    <message>
        <source>Import a history</source>
        <translation>Import a history</translation>
    </message>
    <message>
        <source>Uploaded files</source>
        <translation>Uploaded files</translation>
    </message>
</context>
<context>
    <name>Hotkey</name>
    <message>
        <source>Upload what is copied</source>
        <translation>Upload what is copied</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Keep %1</source>
        <translation>Keep %1</translation>
    </message>
    <message>
        <source>AccessKey ID</source>
        <translation>AccessKey ID</translation>
    </message>
    <message>
        <source>AccessKey Secret</source>
        <translation>AccessKey Secret</translation>
    </message>
    <message>
        <source>Keep the secret</source>
        <translation>Keep the secret</translation>
    </message>
    <message>
        <source>in the password store</source>
        <translation>in the password store</translation>
    </message>
    <message>
        <source>until I quit</source>
        <translation>until I quit</translation>
    </message>
    <message>
        <source>in .env</source>
        <translation>in .env</translation>
    </message>
    <message>
        <source>Only you can use it, signed in here. It is never shown again.</source>
        <translation>Only you can use it, signed in here. It is never shown again.</translation>
    </message>
    <message>
        <source>Nothing that you enter here is kept: next time you enter it again.</source>
        <translation>Nothing that you enter here is kept: next time you enter it again.</translation>
    </message>
    <message>
        <source>As plain text: scripts can read it, and so can everyone who gets the file.</source>
        <translation>As plain text: scripts can read it, and so can everyone who gets the file.</translation>
    </message>
    <message>
        <source>This computer has no password store.</source>
        <translation>This computer has no password store.</translation>
    </message>
    <message>
        <source>The environment variable %1 is set and empty: what is saved does not count. Start OssDrop without it.</source>
        <translation>The environment variable %1 is set and empty: what is saved does not count. Start OssDrop without it.</translation>
    </message>
    <message>
        <source>This looks like the ID: the two may be swapped.</source>
        <translation>This looks like the ID: the two may be swapped.</translation>
    </message>
    <message>
        <source>A temporary key: paste its security token too, all in one text.</source>
        <translation>A temporary key: paste its security token too, all in one text.</translation>
    </message>
    <message>
        <source>A temporary key, with its token. Nobody knows when it ends.</source>
        <translation>A temporary key, with its token. Nobody knows when it ends.</translation>
    </message>
    <message>
        <source>This key works no longer: ask your IT for a new one, or empty the fields.</source>
        <translation>This key works no longer: ask your IT for a new one, or empty the fields.</translation>
    </message>
    <message>
        <source>A temporary key: it works until %1, and so do its links.</source>
        <translation>A temporary key: it works until %1, and so do its links.</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Replace…</source>
        <translation>Replace…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>its secret: %1</source>
        <translation>its secret: %1</translation>
    </message>
    <message>
        <source>None has been entered yet</source>
        <translation>None has been entered yet</translation>
    </message>
</context>
<context>
    <name>LadderCard</name>
    <message>
        <source>AccessKey: which one is used</source>
        <translation>AccessKey: which one is used</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>Enter…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Replace…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Move to the password store</source>
        <translation>Move to the password store</translation>
    </message>
    <message>
        <source>Qwen scripts would find no AccessKey</source>
        <translation>Qwen scripts would find no AccessKey</translation>
    </message>
    <message>
        <source>Qwen scripts would use %1</source>
        <translation>Qwen scripts would use %1</translation>
    </message>
    <message>
        <source>They read settings files only.</source>
        <translation>They read settings files only.</translation>
    </message>
    <message>
        <source>They cannot read the password store.</source>
        <translation>They cannot read the password store.</translation>
    </message>
    <message>
        <source>scripts</source>
        <translation>scripts</translation>
    </message>
    <message>
        <source>Use for scripts too…</source>
        <translation>Use for scripts too…</translation>
    </message>
    <message>
        <source>Copy the command that hands it to a script</source>
        <translation>Copy the command that hands it to a script</translation>
    </message>
    <message>
        <source>Write it into %1</source>
        <translation>Write it into %1</translation>
    </message>
    <message>
        <source>Write it into the .env of a folder…</source>
        <translation>Write it into the .env of a folder…</translation>
    </message>
    <message>
        <source>no password store</source>
        <translation>no password store</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>not used</translation>
    </message>
    <message>
        <source>half</source>
        <translation>half</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>wrong</translation>
    </message>
    <message>
        <source>No AccessKey has been entered yet</source>
        <translation>No AccessKey has been entered yet</translation>
    </message>
    <message>
        <source>%1 · its secret: %2</source>
        <translation>%1 · its secret: %2</translation>
    </message>
    <message>
        <source>works until %1, and so do its links</source>
        <translation>works until %1, and so do its links</translation>
    </message>
    <message>
        <source>%1 · %2 · comes second</source>
        <translation>%1 · %2 · comes second</translation>
    </message>
    <message>
        <source>%1 is missing, so it does not count.</source>
        <translation>%1 is missing, so it does not count.</translation>
    </message>
    <message>
        <source>Your IT department, or the RAM console, gives you an ID and a Secret.</source>
        <translation>Your IT department, or the RAM console, gives you an ID and a Secret.</translation>
    </message>
</context>
<context>
    <name>LifetimeField</name>
    <message>
        <source>1 hour</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 hours</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Other…</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>hours</translation>
    </message>
    <message>
        <source>days</source>
        <translation>days</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>seconds</translation>
    </message>
    <message>
        <source>How long links work</source>
        <translation>How long links work</translation>
    </message>
    <message>
        <source>Unit of time</source>
        <translation>Unit of time</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>Cancel %Ln uploads? What was sent of them is removed.</source>
        <translation>
            <numerusform>Cancel %Ln upload? What was sent of it is removed.</numerusform>
            <numerusform>Cancel %Ln uploads? What was sent of them is removed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel what has not arrived yet? What was sent of it is removed.</source>
        <translation>Cancel what has not arrived yet? What was sent of it is removed.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files that failed leave the list, too.</source>
        <translation>
            <numerusform>%Ln file that failed leaves the list, too.</numerusform>
            <numerusform>%Ln files that failed leave the list, too.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel them</source>
        <translation>Cancel them</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Cancel it</translation>
    </message>
    <message>
        <source>Do not cancel</source>
        <translation>Do not cancel</translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln files off the list? What was sent of them is lost.</source>
        <translation>
            <numerusform>Take %Ln file off the list? What was sent of it is lost.</numerusform>
            <numerusform>Take %Ln files off the list? What was sent of them is lost.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message numerus="yes">
        <source>Keep %Ln files</source>
        <translation>
            <numerusform>Keep %Ln file</numerusform>
            <numerusform>Keep %Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>The files you dropped go to “%1”: what you typed here is not saved yet.</source>
        <translation>The files you dropped go to “%1”: what you typed here is not saved yet.</translation>
    </message>
    <message>
        <source>The files you dropped wait until a place for them is saved.</source>
        <translation>The files you dropped wait until a place for them is saved.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Show them</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Small window that stays on top</source>
        <translation>Small window that stays on top</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Choose files</translation>
    </message>
    <message>
        <source>There are no files to paste. Copy some first.</source>
        <translation>There are no files to paste. Copy some first.</translation>
    </message>
    <message numerus="yes">
        <source>The text has %Ln links. Store what is behind them in your bucket?</source>
        <translation>
            <numerusform>The text has %Ln link. Store what is behind it in your bucket?</numerusform>
            <numerusform>The text has %Ln links. Store what is behind them in your bucket?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text has many links. Store what is behind the first %Ln in your bucket?</source>
        <translation>
            <numerusform>The text has many links. Store what is behind the first %Ln in your bucket?</numerusform>
            <numerusform>The text has many links. Store what is behind the first %Ln in your bucket?</numerusform>
        </translation>
    </message>
    <message>
        <source>Store it</source>
        <translation>Store it</translation>
    </message>
    <message>
        <source>Your question is still there.</source>
        <translation>Your question is still there.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Go on with it</translation>
    </message>
    <message>
        <source>That is in your bucket already: there is nothing to store.</source>
        <translation>That is in your bucket already: there is nothing to store.</translation>
    </message>
    <message>
        <source>The request is copied. Its links are credentials while they work.</source>
        <translation>The request is copied. Its links are credentials while they work.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for another destination. Send them to “%1”?</source>
        <translation>
            <numerusform>%Ln file is for another destination. Send it to “%1”?</numerusform>
            <numerusform>%Ln files are for another destination. Send them to “%1”?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for “%2”. Send them to “%1”?</source>
        <translation>
            <numerusform>%Ln file is for “%2”. Send it to “%1”?</numerusform>
            <numerusform>%Ln files are for “%2”. Send them to “%1”?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files go to “%1” now.</source>
        <translation>
            <numerusform>%Ln file goes to “%1” now.</numerusform>
            <numerusform>%Ln files go to “%1” now.</numerusform>
        </translation>
    </message>
    <message>
        <source>Send them to “%1”</source>
        <translation>Send them to “%1”</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>Leave them</translation>
    </message>
    <message>
        <source>Not copied: another program has the clipboard. Try once more.</source>
        <translation>Not copied: another program has the clipboard. Try once more.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>The choices in General could not be read and begin anew: please look through them. The damaged file was set aside; settings and history are as they were.</source>
        <translation>The choices in General could not be read and begin anew: please look through them. The damaged file was set aside; settings and history are as they were.</translation>
    </message>
    <message>
        <source>This destination is in use while you are here: new files go there too.</source>
        <translation>This destination is in use while you are here: new files go there too.</translation>
    </message>
    <message>
        <source>New files go to “%1” again.</source>
        <translation>New files go to “%1” again.</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>“%1” was removed.</translation>
    </message>
    <message>
        <source>New files go to “%1”.</source>
        <translation>New files go to “%1”.</translation>
    </message>
    <message>
        <source>New files of “%1” go to “%2” now.</source>
        <translation>New files of “%1” go to “%2” now.</translation>
    </message>
    <message>
        <source>The example is copied.</source>
        <translation>The example is copied.</translation>
    </message>
</context>
<context>
    <name>ModelAccess</name>
    <message>
        <source>This is an AccessKey ID. An API key begins with sk-.</source>
        <translation>This is an AccessKey ID. An API key begins with sk-.</translation>
    </message>
    <message>
        <source>A key of a token plan cannot store files: use one billed by use.</source>
        <translation>A key of a token plan cannot store files: use one billed by use.</translation>
    </message>
    <message>
        <source>From the Model Studio console; it begins with sk-</source>
        <translation>From the Model Studio console; it begins with sk-</translation>
    </message>
    <message>
        <source>An API key works in its own region only.</source>
        <translation>An API key works in its own region only.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API key</translation>
    </message>
    <message>
        <source>Model service</source>
        <translation>Model service</translation>
    </message>
    <message>
        <source>Keep the API key</source>
        <translation>Keep the API key</translation>
    </message>
    <message>
        <source>until I quit</source>
        <translation>until I quit</translation>
    </message>
    <message>
        <source>in the .env file</source>
        <translation>in the .env file</translation>
    </message>
    <message>
        <source>This computer has no password store.</source>
        <translation>This computer has no password store.</translation>
    </message>
    <message>
        <source>Own address of the model service</source>
        <translation>Own address of the model service</translation>
    </message>
    <message>
        <source>Mainland China</source>
        <translation>Mainland China</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapore</translation>
    </message>
    <message>
        <source>Own address…</source>
        <translation>Own address…</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>For the model</source>
        <translation>For the model</translation>
    </message>
    <message>
        <source>Model that shall read the files</source>
        <translation>Model that shall read the files</translation>
    </message>
    <message>
        <source>Only this model and your account can open the links. Not for production.</source>
        <translation>Only this model and your account can open the links. Not for production.</translation>
    </message>
    <message>
        <source>Copy an example call</source>
        <translation>Copy an example call</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>%Ln more files</source>
        <translation>
            <numerusform>%Ln more file</numerusform>
            <numerusform>%Ln more files</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Show fewer</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
</context>
<context>
    <name>PastePanel</name>
    <message>
        <source>Paste what IT sent you</source>
        <translation>Paste what IT sent you</translation>
    </message>
    <message>
        <source>Nothing yet? Copy a request for IT</source>
        <translation>Nothing yet? Copy a request for IT</translation>
    </message>
    <message>
        <source>Copy a question for IT</source>
        <translation>Copy a question for IT</translation>
    </message>
    <message>
        <source>Paste something else</source>
        <translation>Paste something else</translation>
    </message>
    <message>
        <source>A message, the AccessKey.csv, a .env: whatever it is.</source>
        <translation>A message, the AccessKey.csv, a .env: whatever it is.</translation>
    </message>
    <message>
        <source>The text you pasted</source>
        <translation>The text you pasted</translation>
    </message>
    <message>
        <source>The fields below fill in by themselves.</source>
        <translation>The fields below fill in by themselves.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln values were read.</source>
        <translation>
            <numerusform>%Ln value was read.</numerusform>
            <numerusform>%Ln values were read.</numerusform>
        </translation>
    </message>
    <message>
        <source>This stays in the window, and keys are not shown. Nothing is saved yet.</source>
        <translation>This stays in the window, and keys are not shown. Nothing is saved yet.</translation>
    </message>
    <message>
        <source>Not taken, since a variable of this computer decides it: %1.</source>
        <translation>Not taken, since a variable of this computer decides it: %1.</translation>
    </message>
    <message>
        <source>From the text before, and saved with it: %1.</source>
        <translation>From the text before, and saved with it: %1.</translation>
    </message>
    <message>
        <source>This key works no longer: ask your IT for a new one.</source>
        <translation>This key works no longer: ask your IT for a new one.</translation>
    </message>
    <message>
        <source>This cannot be used as it is: %1.</source>
        <translation>This cannot be used as it is: %1.</translation>
    </message>
    <message>
        <source>Region and endpoint name two places: ask which one is right.</source>
        <translation>Region and endpoint name two places: ask which one is right.</translation>
    </message>
    <message>
        <source>Named in the text, but not understood: %1.</source>
        <translation>Named in the text, but not understood: %1.</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>Still missing: %1.</translation>
    </message>
    <message>
        <source>The text has several AccessKeys: check that this is the one.</source>
        <translation>The text has several AccessKeys: check that this is the one.</translation>
    </message>
    <message>
        <source>The text has several values for %1: check that this is the one.</source>
        <translation>The text has several values for %1: check that this is the one.</translation>
    </message>
    <message>
        <source>No settings were recognised in this text.</source>
        <translation>No settings were recognised in this text.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>More…</translation>
    </message>
    <message>
        <source>↑ ↓ next file · Enter copies the link · Space or Esc closes</source>
        <translation>↑ ↓ next file · Enter copies the link · Space or Esc closes</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>from %1</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>Copy new link</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Practice bucket</source>
        <translation>Practice bucket</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>Temporary storage</translation>
    </message>
    <message>
        <source>My files</source>
        <translation>My files</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>Check the connection</translation>
    </message>
    <message>
        <source>Show the practice bucket</source>
        <translation>Show the practice bucket</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>New destination…</source>
        <translation>New destination…</translation>
    </message>
    <message>
        <source>Rename “%1”…</source>
        <translation>Rename “%1”…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <translation>Remove “%1”…</translation>
    </message>
    <message>
        <source>%1: use it again…</source>
        <translation>%1: use it again…</translation>
    </message>
    <message>
        <source>Rename destination</source>
        <translation>Rename destination</translation>
    </message>
    <message>
        <source>Its new name:</source>
        <translation>Its new name:</translation>
    </message>
    <message>
        <source>This is what IT sent: paste it on the page that comes next.</source>
        <translation>This is what IT sent: paste it on the page that comes next.</translation>
    </message>
    <message>
        <source>Another destination is called “%1” already.</source>
        <translation>Another destination is called “%1” already.</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>Remove “%1”?</translation>
    </message>
    <message>
        <source>Its keys are removed from this computer. Files in the bucket stay, and links that were sent go on working; new ones can be made here only where another destination has the same bucket or AccessKey.</source>
        <translation>Its keys are removed from this computer. Files in the bucket stay, and links that were sent go on working; new ones can be made here only where another destination has the same bucket or AccessKey.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have not arrived there yet: they stop, and stay on the list.</source>
        <translation>
            <numerusform>%Ln file has not arrived there yet: it stops, and stays on the list.</numerusform>
            <numerusform>%Ln files have not arrived there yet: they stop, and stay on the list.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Remove it</translation>
    </message>
    <message>
        <source>New destination</source>
        <translation>New destination</translation>
    </message>
    <message>
        <source>Its name, for example “Team”:</source>
        <translation>Its name, for example “Team”:</translation>
    </message>
</context>
<context>
    <name>ProgramCard</name>
    <message>
        <source>Use one or more of %1</source>
        <translation>Use one or more of %1</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Files are for</source>
        <translation>Files are for</translation>
    </message>
    <message>
        <source>Copy links as</source>
        <translation>Copy links as</translation>
    </message>
    <message>
        <source>Own format</source>
        <translation>Own format</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Speed limit</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>Its address</translation>
    </message>
    <message>
        <source>Its password</source>
        <translation>Its password</translation>
    </message>
    <message>
        <source>Keep history</source>
        <translation>Keep history</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Watch a folder</translation>
    </message>
    <message>
        <source>Only names like</source>
        <translation>Only names like</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>as the system</translation>
    </message>
    <message>
        <source>light</source>
        <translation>light</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dark</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>high contrast</translation>
    </message>
    <message>
        <source>enter it</source>
        <translation>enter it</translation>
    </message>
    <message>
        <source>Where a script chooses the proxy (PAC), enter it by hand. Else leave it as it is.</source>
        <translation>Where a script chooses the proxy (PAC), enter it by hand. Else leave it as it is.</translation>
    </message>
    <message>
        <source>own format</source>
        <translation>own format</translation>
    </message>
    <message>
        <source>Press keys</source>
        <translation>Press keys</translation>
    </message>
    <message>
        <source>Your desktop did not allow these keys. Choose others.</source>
        <translation>Your desktop did not allow these keys. Choose others.</translation>
    </message>
    <message>
        <source>No keys are set for it in your desktop&apos;s settings.</source>
        <translation>No keys are set for it in your desktop&apos;s settings.</translation>
    </message>
    <message>
        <source>Your desktop does not know OssDrop yet: offer it in the file manager.</source>
        <translation>Your desktop does not know OssDrop yet: offer it in the file manager.</translation>
    </message>
    <message>
        <source>Keep links out of the clipboard&apos;s history</source>
        <translation>Keep links out of the clipboard&apos;s history</translation>
    </message>
    <message>
        <source>Do not send the same file to a bucket twice</source>
        <translation>Do not send the same file to a bucket twice</translation>
    </message>
    <message>
        <source>Look for newer versions, once a day</source>
        <translation>Look for newer versions, once a day</translation>
    </message>
    <message>
        <source>Copy the links of files from the watched folder, too</source>
        <translation>Copy the links of files from the watched folder, too</translation>
    </message>
    <message>
        <source>Offer it in the file manager (Open with)</source>
        <translation>Offer it in the file manager (Open with)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Stop watching</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>Files that are put into it are sent by themselves.</source>
        <translation>Files that are put into it are sent by themselves.</translation>
    </message>
    <message>
        <source>With a model, files that it will not take are told before they are sent.</source>
        <translation>With a model, files that it will not take are told before they are sent.</translation>
    </message>
    <message>
        <source>no model in particular</source>
        <translation>no model in particular</translation>
    </message>
    <message>
        <source>%1 · it cannot be read</source>
        <translation>%1 · it cannot be read</translation>
    </message>
    <message>
        <source>Switched off by your administrator.</source>
        <translation>Switched off by your administrator.</translation>
    </message>
    <message>
        <source>Hold two of Ctrl, Alt and Shift, and press a letter, digit or F key.</source>
        <translation>Hold two of Ctrl, Alt and Shift, and press a letter, digit or F key.</translation>
    </message>
    <message>
        <source>Another program has these keys already. Choose others.</source>
        <translation>Another program has these keys already. Choose others.</translation>
    </message>
    <message>
        <source>Your desktop asks you about these keys.</source>
        <translation>Your desktop asks you about these keys.</translation>
    </message>
    <message>
        <source>Set in your desktop: %1. Its own settings change it.</source>
        <translation>Set in your desktop: %1. Its own settings change it.</translation>
    </message>
    <message>
        <source>Uploads what is copied, while any program is in front.</source>
        <translation>Uploads what is copied, while any program is in front.</translation>
    </message>
    <message>
        <source>Until it is entered, the system&apos;s proxy is used.</source>
        <translation>Until it is entered, the system&apos;s proxy is used.</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Shortcut</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>While you work elsewhere</source>
        <translation>While you work elsewhere</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>Remove OssDrop&apos;s data from this computer…</source>
        <translation>Remove OssDrop&apos;s data from this computer…</translation>
    </message>
    <message>
        <source>no proxy</source>
        <translation>no proxy</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>all of it</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message>
        <source>Files in the bucket are never deleted by this.</source>
        <translation>Files in the bucket are never deleted by this.</translation>
    </message>
    <message>
        <source>Copy links when a drop is done</source>
        <translation>Copy links when a drop is done</translation>
    </message>
    <message>
        <source>Keep place and camera in pictures that are made to fit</source>
        <translation>Keep place and camera in pictures that are made to fit</translation>
    </message>
    <message>
        <source>Tell me when a drop is done and the window is away</source>
        <translation>Tell me when a drop is done and the window is away</translation>
    </message>
    <message>
        <source>Remind me an hour before links expire</source>
        <translation>Remind me an hour before links expire</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Stay in the tray when the window is closed</translation>
    </message>
</context>
<context>
    <name>QuitQuestions</name>
    <message>
        <source>Forget it and go on</source>
        <translation>Forget it and go on</translation>
    </message>
    <message>
        <source>Back to it</source>
        <translation>Back to it</translation>
    </message>
    <message>
        <source>What you typed in the settings is not saved yet.</source>
        <translation>What you typed in the settings is not saved yet.</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>Keep sending</translation>
    </message>
    <message>
        <source>Keep sending in the background</source>
        <translation>Keep sending in the background</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are not sent yet.</source>
        <translation>
            <numerusform>%Ln file is not sent yet.</numerusform>
            <numerusform>%Ln files are not sent yet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit, continue later</source>
        <translation>Quit, continue later</translation>
    </message>
    <message>
        <source>What you dropped is still being looked through.</source>
        <translation>What you dropped is still being looked through.</translation>
    </message>
    <message>
        <source>Quit all the same</source>
        <translation>Quit all the same</translation>
    </message>
    <message>
        <source>Until then new files go to “%1”.</source>
        <translation>Until then new files go to “%1”.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them go to “%1”, whose settings are kept until you quit only.</source>
        <translation>
            <numerusform>%Ln of them goes to “%1”, whose settings are kept until you quit only.</numerusform>
            <numerusform>%Ln of them go to “%1”, whose settings are kept until you quit only.</numerusform>
        </translation>
    </message>
    <message>
        <source>The settings of “%1” are kept until you quit only.</source>
        <translation>The settings of “%1” are kept until you quit only.</translation>
    </message>
    <message>
        <source>Once that is set up again, you can continue.</source>
        <translation>Once that is set up again, you can continue.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Stay</translation>
    </message>
    <message>
        <source>What you typed here is not saved yet.</source>
        <translation>What you typed here is not saved yet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait for a place, and are not kept.</source>
        <translation>
            <numerusform>%Ln file waits for a place, and is not kept.</numerusform>
            <numerusform>%Ln files wait for a place, and are not kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln uploads are not in the history yet: the disk is full. Free some space first.</source>
        <translation>
            <numerusform>%Ln upload is not in the history yet: the disk is full. Free some space first.</numerusform>
            <numerusform>%Ln uploads are not in the history yet: the disk is full. Free some space first.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit without them</source>
        <translation>Quit without them</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message numerus="yes">
        <source>Copy %Ln links</source>
        <translation>
            <numerusform>Copy %Ln link</numerusform>
            <numerusform>Copy %Ln links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>All destinations</source>
        <translation>All destinations</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>Search names</translation>
    </message>
    <message>
        <source>Search names (%1)</source>
        <translation>Search names (%1)</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Search the history</translation>
    </message>
    <message>
        <source>Links that</source>
        <translation>Links that</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Working</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>Expiring</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Recordings</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Other files</translation>
    </message>
    <message>
        <source>Export the history…</source>
        <translation>Export the history…</translation>
    </message>
    <message>
        <source>Import a history…</source>
        <translation>Import a history…</translation>
    </message>
    <message>
        <source>More for the whole history</source>
        <translation>More for the whole history</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>The settings file was changed by another program.</source>
        <translation>The settings file was changed by another program.</translation>
    </message>
    <message>
        <source>Read from the file. Nothing is saved yet.</source>
        <translation>Read from the file. Nothing is saved yet.</translation>
    </message>
    <message>
        <source>The question is copied: paste it into a message to your IT.</source>
        <translation>The question is copied: paste it into a message to your IT.</translation>
    </message>
    <message>
        <source>The request is copied: paste it into a message to your IT.</source>
        <translation>The request is copied: paste it into a message to your IT.</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Copied: type it before the script&apos;s own command. Nothing is written.</source>
        <translation>Copied: type it before the script&apos;s own command. Nothing is written.</translation>
    </message>
    <message>
        <source>A picture cannot be read here: copy the text itself.</source>
        <translation>A picture cannot be read here: copy the text itself.</translation>
    </message>
    <message>
        <source>The password store could not be reached: it may still have the Secret.</source>
        <translation>The password store could not be reached: it may still have the Secret.</translation>
    </message>
    <message>
        <source>The folder of your scripts</source>
        <translation>The folder of your scripts</translation>
    </message>
    <message>
        <source>The note is copied: paste it into a message to your admin.</source>
        <translation>The note is copied: paste it into a message to your admin.</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Drop here</source>
        <translation>Drop here</translation>
    </message>
    <message>
        <source>Drop to upload</source>
        <translation>Drop to upload</translation>
    </message>
    <message numerus="yes">
        <source>Drop to upload %Ln files</source>
        <translation>
            <numerusform>Drop to upload %Ln file</numerusform>
            <numerusform>Drop to upload %Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Open the window</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>Small window</translation>
    </message>
</context>
<context>
    <name>ShelfKeeper</name>
    <message>
        <source>Something is in the way. Click to see.</source>
        <translation>Something is in the way. Click to see.</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%1 of %2 sent</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are paused</source>
        <translation>
            <numerusform>%Ln file is paused</numerusform>
            <numerusform>%Ln files are paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files need a look. Click to see.</source>
        <translation>
            <numerusform>%Ln file needs a look. Click to see.</numerusform>
            <numerusform>%Ln files need a look. Click to see.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links copied</source>
        <translation>
            <numerusform>%Ln link copied</numerusform>
            <numerusform>%Ln links copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready</source>
        <translation>
            <numerusform>%Ln link is ready</numerusform>
            <numerusform>%Ln links are ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>practice · %1</source>
        <translation>practice · %1</translation>
    </message>
</context>
<context>
    <name>ShelfRow</name>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>Copy new link</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>TransferModel</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>Waiting · %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Looks like a password or key. Anyone with the link could read it.</source>
        <translation>Looks like a password or key. Anyone with the link could read it.</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Send anyway</translation>
    </message>
    <message>
        <source>its destination is no longer set up here</source>
        <translation>its destination is no longer set up here</translation>
    </message>
    <message>
        <source>for the practice bucket</source>
        <translation>for the practice bucket</translation>
    </message>
    <message>
        <source>for “%1”</source>
        <translation>for “%1”</translation>
    </message>
    <message>
        <source>for another destination</source>
        <translation>for another destination</translation>
    </message>
    <message>
        <source>Make it fit</source>
        <translation>Make it fit</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>for “%1”, which is no longer set up here</source>
        <translation>for “%1”, which is no longer set up here</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>Paused · %1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Making it fit…</source>
        <translation>Making it fit…</translation>
    </message>
    <message>
        <source>waiting for an answer</source>
        <translation>waiting for an answer</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>Pause all</source>
        <translation>Pause all</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>Continue all</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Try all again</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <source>Files being uploaded</source>
        <translation>Files being uploaded</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>Uploading</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Not uploaded</source>
        <translation>Not uploaded</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln paused</source>
        <translation>
            <numerusform>%Ln paused</numerusform>
            <numerusform>%Ln paused</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Remove all</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files look like passwords or keys.</source>
        <translation>
            <numerusform>%Ln file looks like a password or key.</numerusform>
            <numerusform>%Ln files look like passwords or keys.</numerusform>
        </translation>
    </message>
    <message>
        <source>Anyone with a link could read them.</source>
        <translation>Anyone with a link could read them.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Send anyway</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were not finished last time.</source>
        <translation>
            <numerusform>%Ln file was not finished last time.</numerusform>
            <numerusform>%Ln files were not finished last time.</numerusform>
        </translation>
    </message>
    <message>
        <source>These files are meant for “%1”.</source>
        <translation>These files are meant for “%1”.</translation>
    </message>
    <message>
        <source>Tried again at %1, without success.</source>
        <translation>Tried again at %1, without success.</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Trying…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for %1, which is no longer set up here.</source>
        <translation>
            <numerusform>%Ln file is for %1, which is no longer set up here.</numerusform>
            <numerusform>%Ln files are for %1, which is no longer set up here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for %1, no longer set up here.</source>
        <translation>
            <numerusform>%Ln file is for %1, no longer set up here.</numerusform>
            <numerusform>%Ln files are for %1, which are no longer set up here.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Once it is set up again, “Continue” sends them there.</source>
        <translation>Once it is set up again, “Continue” sends them there.</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>Practice bucket</translation>
    </message>
    <message>
        <source>Send them to “%1”</source>
        <translation>Send them to “%1”</translation>
    </message>
    <message numerus="yes">
        <source>The destination of %Ln files is no longer set up here.</source>
        <translation>
            <numerusform>The destination of %Ln file is no longer set up here.</numerusform>
            <numerusform>The destination of %Ln files is no longer set up here.</numerusform>
        </translation>
    </message>
    <message>
        <source>They wait until there is a place for files.</source>
        <translation>They wait until there is a place for files.</translation>
    </message>
    <message>
        <source>Choose where files go</source>
        <translation>Choose where files go</translation>
    </message>
    <message>
        <source>Send them elsewhere, or take them off the list.</source>
        <translation>Send them elsewhere, or take them off the list.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>Temporary storage</translation>
    </message>
    <message>
        <source>“Continue” sends them to “%1”.</source>
        <translation>“Continue” sends them to “%1”.</translation>
    </message>
    <message>
        <source>“Continue” sends each to its own destination.</source>
        <translation>“Continue” sends each to its own destination.</translation>
    </message>
    <message>
        <source>What has arrived is not sent again.</source>
        <translation>What has arrived is not sent again.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Make them fit</source>
        <translation>Make them fit</translation>
    </message>
    <message numerus="yes">
        <source>The model will not take %Ln files as they are.</source>
        <translation>
            <numerusform>The model will not take %Ln file as it is.</numerusform>
            <numerusform>The model will not take %Ln files as they are.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of them was sent; the originals stay as they are.</source>
        <translation>Nothing of them was sent; the originals stay as they are.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting and go on by themselves.</source>
        <translation>
            <numerusform>%Ln file is waiting and goes on by itself.</numerusform>
            <numerusform>%Ln files are waiting and go on by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting and go on once this is solved.</source>
        <translation>
            <numerusform>%Ln file is waiting and goes on once this is solved.</numerusform>
            <numerusform>%Ln files are waiting and go on once this is solved.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>These files are meant for another destination.</source>
        <translation>These files are meant for another destination.</translation>
    </message>
    <message>
        <source>Send them where files go now</source>
        <translation>Send them where files go now</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>UpdateLine</name>
    <message>
        <source>Open its page</source>
        <translation>Open its page</translation>
    </message>
    <message>
        <source>OssDrop %1 does not look for newer versions.</source>
        <translation>OssDrop %1 does not look for newer versions.</translation>
    </message>
    <message>
        <source>Version %1 is out.</source>
        <translation>Version %1 is out.</translation>
    </message>
    <message>
        <source>Newer versions could not be looked for. It is tried again later.</source>
        <translation>Newer versions could not be looked for. It is tried again later.</translation>
    </message>
    <message>
        <source>OssDrop %1 is the newest version.</source>
        <translation>OssDrop %1 is the newest version.</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Waiting for your password store</source>
        <translation>Waiting for your password store</translation>
    </message>
    <message>
        <source>It asks in a window of its own. What is set appears here once that is answered.</source>
        <translation>It asks in a window of its own. What is set appears here once that is answered.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Not saved yet</translation>
    </message>
    <message>
        <source>Until then: %1</source>
        <translation>Until then: %1</translation>
    </message>
    <message>
        <source>Ready to upload</source>
        <translation>Ready to upload</translation>
    </message>
    <message>
        <source>It is set by the variable %1: correct it there, then start again.</source>
        <translation>It is set by the variable %1: correct it there, then start again.</translation>
    </message>
    <message>
        <source>Not ready: %1</source>
        <translation>Not ready: %1</translation>
    </message>
    <message>
        <source>Saving it checks it as well.</source>
        <translation>Saving it checks it as well.</translation>
    </message>
    <message>
        <source>Not in use yet</source>
        <translation>Not in use yet</translation>
    </message>
    <message>
        <source>Using it checks it as well.</source>
        <translation>Using it checks it as well.</translation>
    </message>
    <message>
        <source>Until then, files go to %1.</source>
        <translation>Until then, files go to %1.</translation>
    </message>
    <message>
        <source>Nothing is set up yet</source>
        <translation>Nothing is set up yet</translation>
    </message>
    <message>
        <source>Paste what IT sent you, or enter it step by step.</source>
        <translation>Paste what IT sent you, or enter it step by step.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>Waiting for the network</translation>
    </message>
    <message>
        <source>Files that wait go on by themselves once it is back.</source>
        <translation>Files that wait go on by themselves once it is back.</translation>
    </message>
    <message>
        <source>The check sends a tiny file and fetches it back by its link.</source>
        <translation>The check sends a tiny file and fetches it back by its link.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>The check was stopped</source>
        <translation>The check was stopped</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Not checked yet</translation>
    </message>
    <message>
        <source>New destination “%1”</source>
        <translation>New destination “%1”</translation>
    </message>
    <message>
        <source>It is used once it is saved.</source>
        <translation>It is used once it is saved.</translation>
    </message>
    <message>
        <source>Until it is saved, files go to “%1”.</source>
        <translation>Until it is saved, files go to “%1”.</translation>
    </message>
    <message>
        <source>Files go to temporary storage. Links work 48 hours.</source>
        <translation>Files go to temporary storage. Links work 48 hours.</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>Files stay on this computer. Links to them work here only.</translation>
    </message>
    <message>
        <source>Files go to %1. Links work %2.</source>
        <translation>Files go to %1. Links work %2.</translation>
    </message>
    <message>
        <source>Proven to work: %1.</source>
        <translation>Proven to work: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checks passed</source>
        <translation>
            <numerusform>%Ln check passed</numerusform>
            <numerusform>%Ln checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln wait for this one</source>
        <translation>
            <numerusform>, %Ln waits for this one</numerusform>
            <numerusform>, %Ln wait for this one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln worth a look</source>
        <translation>
            <numerusform>, %Ln worth a look</numerusform>
            <numerusform>, %Ln worth a look</numerusform>
        </translation>
    </message>
    <message>
        <source>Start uploading</source>
        <translation>Start uploading</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Check again</translation>
    </message>
</context>
<context>
    <name>WaitingZone</name>
    <message>
        <source>Drop a file first, or choose where files go</source>
        <translation>Drop a file first, or choose where files go</translation>
    </message>
    <message>
        <source>It waits here, and is sent once there is a place for it.</source>
        <translation>It waits here, and is sent once there is a place for it.</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 is waiting</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting</source>
        <translation>
            <numerusform>%Ln file is waiting</numerusform>
            <numerusform>%Ln files are waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a place below: sending starts at once, links are copied.</source>
        <translation>Choose a place below: sending starts at once, links are copied.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>asking</name>
    <message>
        <source>Ask a model</source>
        <translation>Ask a model</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>The model opens the link. This costs tokens.</source>
        <translation>The model opens the link. This costs tokens.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>Enter the API key…</source>
        <translation>Enter the API key…</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Copy the answer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Waiting for the answer…</translation>
    </message>
    <message>
        <source>%1 tokens given, %2 answered</source>
        <translation>%1 tokens given, %2 answered</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Files only</source>
        <translation>Files only</translation>
    </message>
    <message>
        <source>Batch file</source>
        <translation>Batch file</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>The request</translation>
    </message>
    <message>
        <source>Links are hidden here and whole in the clipboard. No key is in it.</source>
        <translation>Links are hidden here and whole in the clipboard. No key is in it.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Save…</translation>
    </message>
    <message>
        <source>One request a line, for %1 files, as the Batch API takes them. Links work for seven days; the file holds them whole, so keep it to yourself.</source>
        <translation>One request a line, for %1 files, as the Batch API takes them. Links work for seven days; the file holds them whole, so keep it to yourself.</translation>
    </message>
    <message>
        <source>Save the batch</source>
        <translation>Save the batch</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>Answers: %1</translation>
    </message>
    <message>
        <source>without one: %1</source>
        <translation>without one: %1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>None: %1</source>
        <translation>None: %1</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>Save as a table…</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>Save the answers</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>What do you see?</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 and %2 more</translation>
    </message>
</context>
<context>
    <name>error_details</name>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The file is too large: at most %1 MB can be stored here.</source>
        <translation>The file is too large: at most %1 MB can be stored here.</translation>
    </message>
</context>
<context>
    <name>file_dialogs</name>
    <message>
        <source>Look in:</source>
        <translation>Look in:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Kind:</translation>
    </message>
</context>
<context>
    <name>fix</name>
    <message>
        <source>Use %1</source>
        <translation>Use %1</translation>
    </message>
    <message>
        <source>Rewrite the line</source>
        <translation>Rewrite the line</translation>
    </message>
    <message>
        <source>Make it private</source>
        <translation>Make it private</translation>
    </message>
    <message>
        <source>Add to .gitignore</source>
        <translation>Add to .gitignore</translation>
    </message>
    <message>
        <source>Move to the password store</source>
        <translation>Move to the password store</translation>
    </message>
    <message>
        <source>Enter the key</source>
        <translation>Enter the key</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Correct it</translation>
    </message>
    <message>
        <source>Set it up again</source>
        <translation>Set it up again</translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation>Open the console</translation>
    </message>
    <message>
        <source>Copy note for admin</source>
        <translation>Copy note for admin</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <translation>Open the browser</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>plain links</source>
        <translation>plain links</translation>
    </message>
    <message>
        <source>CSV with names and ends</source>
        <translation>CSV with names and ends</translation>
    </message>
    <message>
        <source>table of names and links</source>
        <translation>table of names and links</translation>
    </message>
    <message>
        <source>JSON for DashScope</source>
        <translation>JSON for DashScope</translation>
    </message>
    <message>
        <source>JSON for a Qwen message</source>
        <translation>JSON for a Qwen message</translation>
    </message>
</context>
<context>
    <name>link_drag</name>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>%Ln files</source>
        <translation>%Ln files</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Links, work for %1</source>
        <translation>Links, work for %1</translation>
    </message>
    <message>
        <source>Link, works for %1</source>
        <translation>Link, works for %1</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Retired since %1.</source>
        <translation>Retired since %1.</translation>
    </message>
    <message>
        <source>Use %1 instead.</source>
        <translation>Use %1 instead.</translation>
    </message>
    <message>
        <source>OssDrop does not know this model.</source>
        <translation>OssDrop does not know this model.</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Did you mean %1?</translation>
    </message>
    <message>
        <source>Check that its name is right.</source>
        <translation>Check that its name is right.</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>pictures</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>clips</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>sound</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Takes %1 and text.</source>
        <translation>Takes %1 and text.</translation>
    </message>
    <message>
        <source>Not from temporary storage.</source>
        <translation>Not from temporary storage.</translation>
    </message>
</context>
<context>
    <name>note</name>
    <message>
        <source>Hello, I want to upload files to our Alibaba Cloud OSS.</source>
        <translation>Hello, I want to upload files to our Alibaba Cloud OSS.</translation>
    </message>
    <message>
        <source>Please send me:</source>
        <translation>Please send me:</translation>
    </message>
    <message>
        <source>1. The name of the bucket and its region (for example cn-beijing).</source>
        <translation>1. The name of the bucket and its region (for example cn-beijing).</translation>
    </message>
    <message>
        <source>2. A RAM user of my own with an AccessKey ID and Secret.</source>
        <translation>2. A RAM user of my own with an AccessKey ID and Secret.</translation>
    </message>
    <message>
        <source>3. For that user, this policy, with the bucket&apos;s name in it:</source>
        <translation>3. For that user, this policy, with the bucket&apos;s name in it:</translation>
    </message>
    <message>
        <source>Please do not send the Secret in a group chat.</source>
        <translation>Please do not send the Secret in a group chat.</translation>
    </message>
    <message>
        <source>Hello, thank you for the settings of our Alibaba Cloud OSS.</source>
        <translation>Hello, thank you for the settings of our Alibaba Cloud OSS.</translation>
    </message>
    <message>
        <source>What I still need:</source>
        <translation>What I still need:</translation>
    </message>
</context>
<context>
    <name>origin</name>
    <message>
        <source>fixed by the environment variable %1</source>
        <translation>fixed by the environment variable %1</translation>
    </message>
    <message>
        <source>set by your administrator</source>
        <translation>set by your administrator</translation>
    </message>
    <message>
        <source>until you quit</source>
        <translation>until you quit</translation>
    </message>
    <message>
        <source>from the settings file (.env)</source>
        <translation>from the settings file (.env)</translation>
    </message>
    <message>
        <source>in this computer&apos;s password store</source>
        <translation>in this computer&apos;s password store</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>the default</translation>
    </message>
</context>
<context>
    <name>paste</name>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Links work for</source>
        <translation>Links work for</translation>
    </message>
    <message>
        <source>AccessKey ID</source>
        <translation>AccessKey ID</translation>
    </message>
    <message>
        <source>AccessKey Secret</source>
        <translation>AccessKey Secret</translation>
    </message>
    <message>
        <source>Security token</source>
        <translation>Security token</translation>
    </message>
    <message>
        <source>The key works until</source>
        <translation>The key works until</translation>
    </message>
    <message>
        <source>API key of Model Studio</source>
        <translation>API key of Model Studio</translation>
    </message>
    <message>
        <source>Region of the model service</source>
        <translation>Region of the model service</translation>
    </message>
    <message>
        <source>Address of the model service</source>
        <translation>Address of the model service</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>Qwen scripts read this settings file otherwise</source>
        <translation>Qwen scripts read this settings file otherwise</translation>
    </message>
    <message>
        <source>Rewrite the line</source>
        <translation>Rewrite the line</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Leave it as it is</translation>
    </message>
    <message>
        <source>Scripts that read %1 there will no longer find it.</source>
        <translation>Scripts that read %1 there will no longer find it.</translation>
    </message>
    <message>
        <source>“Use for scripts too…” puts an AccessKey back.</source>
        <translation>“Use for scripts too…” puts an AccessKey back.</translation>
    </message>
    <message>
        <source>Move the secret out of the settings file?</source>
        <translation>Move the secret out of the settings file?</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>Move it</translation>
    </message>
    <message>
        <source>Remove the secret from this computer?</source>
        <translation>Remove the secret from this computer?</translation>
    </message>
    <message>
        <source>Uploads wait until one is entered again. The key itself stays valid.</source>
        <translation>Uploads wait until one is entered again. The key itself stays valid.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Replace what you entered?</source>
        <translation>Replace what you entered?</translation>
    </message>
    <message>
        <source>The settings of the file take its place. Nothing is saved yet.</source>
        <translation>The settings of the file take its place. Nothing is saved yet.</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Replace it</translation>
    </message>
    <message>
        <source>What you pasted is of %1, what you typed here is of %2.</source>
        <translation>What you pasted is of %1, what you typed here is of %2.</translation>
    </message>
    <message>
        <source>If you save all the same, the key before is not used any more.</source>
        <translation>If you save all the same, the key before is not used any more.</translation>
    </message>
    <message>
        <source>The new key could not be tried</source>
        <translation>The new key could not be tried</translation>
    </message>
    <message>
        <source>Save all the same</source>
        <translation>Save all the same</translation>
    </message>
    <message>
        <source>%1 is another bucket than %2</source>
        <translation>%1 is another bucket than %2</translation>
    </message>
    <message>
        <source>This %1 is at another address, with another key</source>
        <translation>This %1 is at another address, with another key</translation>
    </message>
    <message>
        <source>Replacing “%1” removes its Secret from this computer: links that were sent go on working, new links to its files can no longer be made here.</source>
        <translation>Replacing “%1” removes its Secret from this computer: links that were sent go on working, new links to its files can no longer be made here.</translation>
    </message>
    <message>
        <source>Replace “%1”</source>
        <translation>Replace “%1”</translation>
    </message>
    <message>
        <source>If you replace “%2”, its AccessKey is used for %1.</source>
        <translation>If you replace “%2”, its AccessKey is used for %1.</translation>
    </message>
    <message>
        <source>If you replace “%1”, its folder “%2” is not kept.</source>
        <translation>If you replace “%1”, its folder “%2” is not kept.</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>%1 has a destination already</source>
        <translation>%1 has a destination already</translation>
    </message>
    <message>
        <source>If you use “%1”, what you entered is shown there. Nothing is saved yet.</source>
        <translation>If you use “%1”, what you entered is shown there. Nothing is saved yet.</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>Use “%1”</translation>
    </message>
    <message>
        <source>Make another one</source>
        <translation>Make another one</translation>
    </message>
    <message>
        <source>Write the secret as plain text into %1?</source>
        <translation>Write the secret as plain text into %1?</translation>
    </message>
    <message>
        <source>Everyone who gets that file can use the key. Never share it.</source>
        <translation>Everyone who gets that file can use the key. Never share it.</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Write it</translation>
    </message>
    <message>
        <source>an invisible mark before it</source>
        <translation>an invisible mark before it</translation>
    </message>
    <message>
        <source>there twice</source>
        <translation>there twice</translation>
    </message>
    <message>
        <source>“export” before it</source>
        <translation>“export” before it</translation>
    </message>
    <message>
        <source>a comment behind it</source>
        <translation>a comment behind it</translation>
    </message>
    <message>
        <source>quotes</source>
        <translation>quotes</translation>
    </message>
    <message>
        <source>${…} in it</source>
        <translation>${…} in it</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>written in an unusual way</source>
        <translation>written in an unusual way</translation>
    </message>
</context>
<context>
    <name>removal</name>
    <message>
        <source>Remove everything of OssDrop from this computer?</source>
        <translation>Remove everything of OssDrop from this computer?</translation>
    </message>
    <message>
        <source>Removed are its AccessKey Secrets in the password store, the settings, the history, unfinished uploads and the practice bucket. This cannot be undone, and OssDrop quits.</source>
        <translation>Removed are its AccessKey Secrets in the password store, the settings, the history, unfinished uploads and the practice bucket. This cannot be undone, and OssDrop quits.</translation>
    </message>
    <message>
        <source>Files in your bucket stay, and links that were sent go on working until they end.</source>
        <translation>Files in your bucket stay, and links that were sent go on working until they end.</translation>
    </message>
    <message>
        <source>This settings file stays: %1</source>
        <translation>This settings file stays: %1</translation>
    </message>
    <message>
        <source>Remove and quit</source>
        <translation>Remove and quit</translation>
    </message>
</context>
<context>
    <name>row_menu</name>
    <message>
        <source>Show the files</source>
        <translation>Show the files</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>Upload again</translation>
    </message>
    <message>
        <source>Keep it: upload to my bucket</source>
        <translation>Keep it: upload to my bucket</translation>
    </message>
    <message>
        <source>Remove from history</source>
        <translation>Remove from history</translation>
    </message>
    <message>
        <source>Upload again to</source>
        <translation>Upload again to</translation>
    </message>
    <message>
        <source>Delete from the bucket…</source>
        <translation>Delete from the bucket…</translation>
    </message>
    <message>
        <source>Keep it: upload to</source>
        <translation>Keep it: upload to</translation>
    </message>
    <message>
        <source>Keep it: upload to “%1”</source>
        <translation>Keep it: upload to “%1”</translation>
    </message>
    <message>
        <source>Copy link that works for</source>
        <translation>Copy link that works for</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 hours</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Other…</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Copy as</translation>
    </message>
    <message>
        <source>Ask a model…</source>
        <translation>Ask a model…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Hand over…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Hours it works, up to %1:</source>
        <translation>Hours it works, up to %1:</translation>
    </message>
    <message>
        <source>A link works for %1 hours at most.</source>
        <translation>A link works for %1 hours at most.</translation>
    </message>
    <message>
        <source>A number of hours, for example 1.5:</source>
        <translation>A number of hours, for example 1.5:</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>Check that it opens</source>
        <translation>Check that it opens</translation>
    </message>
    <message>
        <source>Copy address, without access</source>
        <translation>Copy address, without access</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Open the file</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>Show file in its folder</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Choose files</source>
        <translation>Choose files</translation>
    </message>
    <message>
        <source>Upload copied files or a picture</source>
        <translation>Upload copied files or a picture</translation>
    </message>
    <message>
        <source>Choose where files go</source>
        <translation>Choose where files go</translation>
    </message>
    <message>
        <source>Small window on top</source>
        <translation>Small window on top</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Search the history</translation>
    </message>
    <message>
        <source>Press the row&apos;s first button, or open its files</source>
        <translation>Press the row&apos;s first button, or open its files</translation>
    </message>
    <message>
        <source>Choose another button of the row</source>
        <translation>Choose another button of the row</translation>
    </message>
    <message>
        <source>Look closer, or show the files of a row</source>
        <translation>Look closer, or show the files of a row</translation>
    </message>
    <message>
        <source>Go back, or clear the search</source>
        <translation>Go back, or clear the search</translation>
    </message>
    <message>
        <source>Open the row&apos;s menu</source>
        <translation>Open the row&apos;s menu</translation>
    </message>
    <message>
        <source>Copy links of the selected rows</source>
        <translation>Copy links of the selected rows</translation>
    </message>
    <message>
        <source>Remove the selected rows</source>
        <translation>Remove the selected rows</translation>
    </message>
    <message>
        <source>Bring removed rows back</source>
        <translation>Bring removed rows back</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Another part of the settings</source>
        <translation>Another part of the settings</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>Save the settings</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>This list</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Open OssDrop</source>
        <translation>Open OssDrop</translation>
    </message>
    <message>
        <source>Small window on top</source>
        <translation>Small window on top</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Pause all</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>Continue all</translation>
    </message>
    <message>
        <source>Copy link: %1</source>
        <translation>Copy link: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>watching</name>
    <message>
        <source>Send new files of “%1” by themselves?</source>
        <translation>Send new files of “%1” by themselves?</translation>
    </message>
    <message>
        <source>Files that are there now are not sent: %1.</source>
        <translation>Files that are there now are not sent: %1.</translation>
    </message>
    <message>
        <source>Anyone who gets a link can open its file while the link works.</source>
        <translation>Anyone who gets a link can open its file while the link works.</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>Watch it</translation>
    </message>
    <message>
        <source>The folder to watch</source>
        <translation>The folder to watch</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>about %Ln s left</source>
        <translation>about %Ln s left</translation>
    </message>
    <message>
        <source>about %Ln min left</source>
        <translation>about %Ln min left</translation>
    </message>
    <message>
        <source>about %Ln h left</source>
        <translation>about %Ln h left</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>yesterday %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>today %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>tomorrow %1</translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation>ddd, MMM d</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <translation>dddd, MMMM d</translation>
    </message>
    <message>
        <source>MMMM d</source>
        <translation>MMMM d</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>%Ln days left</source>
        <translation>%Ln days left</translation>
    </message>
    <message>
        <source>%1 d %2 h left</source>
        <translation>%1 d %2 h left</translation>
    </message>
    <message>
        <source>%Ln min left</source>
        <translation>%Ln min left</translation>
    </message>
    <message>
        <source>%Ln s left</source>
        <translation>%Ln s left</translation>
    </message>
    <message>
        <source>%Ln days</source>
        <translation>%Ln days</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 minute</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 second</translation>
    </message>
    <message>
        <source>%Ln hours</source>
        <translation>%Ln hours</translation>
    </message>
    <message>
        <source>%Ln minutes</source>
        <translation>%Ln minutes</translation>
    </message>
    <message>
        <source>%Ln seconds</source>
        <translation>%Ln seconds</translation>
    </message>
    <message>
        <source>expired just now</source>
        <translation>expired just now</translation>
    </message>
    <message>
        <source>expired %Ln min ago</source>
        <translation>expired %Ln min ago</translation>
    </message>
    <message>
        <source>expired %Ln h ago</source>
        <translation>expired %Ln h ago</translation>
    </message>
    <message>
        <source>expired %Ln days ago</source>
        <translation>expired %Ln days ago</translation>
    </message>
</context>
</TS>
