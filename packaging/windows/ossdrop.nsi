; An installer for one person, who need not be an administrator; /ALLUSERS for all, /S without
; questions, /D=FOLDER (last) for another place. Made with NSIS 3 out of dist\OssDrop:
;   makensis packaging\windows\ossdrop.nsi
; Uninstalling keeps settings and history; /PURGE takes them along.

Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; MB: the two programs have the same modules in them
ManifestDPIAware true

!searchparse /file "..\..\core\ossdrop\__init__.py" `__version__ = "` VERSION `"`
!define NAME "OssDrop"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

RequestExecutionLevel user ; nobody is asked for an administrator's password
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME}"
OutFile "..\..\dist\OssDrop-${VERSION}-setup.exe"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Installs ${NAME}"
VIAddVersionKey LegalCopyright "MIT"

!define MUI_ICON "..\..\assets\icons\ossdrop.ico"
!define MUI_UNICON "..\..\assets\icons\ossdrop.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\OssDrop.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "OssDrop is running. Close it now? Uploads that are under way go on when it is opened again."
LangString RUNNING ${LANG_SIMPCHINESE} "OssDrop 正在运行。现在关闭吗？进行中的上传会在下次打开时继续。"
LangString FOR_ADMINS ${LANG_ENGLISH} "For all users it must be started by an administrator."
LangString FOR_ADMINS ${LANG_SIMPCHINESE} "为所有用户安装时，需要以管理员身份运行。"
LangString FOR_64_BITS ${LANG_ENGLISH} "OssDrop needs 64-bit Windows 10 or later."
LangString FOR_64_BITS ${LANG_SIMPCHINESE} "OssDrop 需要 64 位的 Windows 10 或更高版本。"

; A file of a running program cannot be replaced: the window is asked to close, then ended. What it
; was sending is noted on disk, and goes on at its next start.
!macro CLOSE_RUNNING UN
Function ${UN}CloseRunning
    ${IfNot} ${FileExists} "$INSTDIR\OssDrop.exe"
        Return
    ${EndIf}
    StrCpy $1 0
  again:
    ClearErrors
    FileOpen $0 "$INSTDIR\OssDrop.exe" a
    ${IfNot} ${Errors}
        FileClose $0
        Return
    ${EndIf}
    ${If} $1 = 0
        MessageBox MB_OKCANCEL|MB_ICONQUESTION "$(RUNNING)" /SD IDOK IDOK +2
        Abort
        nsExec::Exec 'taskkill /IM OssDrop.exe'
        nsExec::Exec 'taskkill /IM ossdrop-cli.exe'
    ${ElseIf} $1 = 6
        nsExec::Exec 'taskkill /F /IM OssDrop.exe'
        nsExec::Exec 'taskkill /F /IM ossdrop-cli.exe'
    ${ElseIf} $1 > 20
        Return ; then the files say that they are in use
    ${EndIf}
    IntOp $1 $1 + 1
    Sleep 500
    Goto again
FunctionEnd
!macroend
!insertmacro CLOSE_RUNNING ""
!insertmacro CLOSE_RUNNING "un."

; Only what an installation has put there: the folder may hold other things.
!macro REMOVE_PROGRAM
    ${If} ${FileExists} "$INSTDIR\_internal\ossdrop\*.*"
        RMDir /r "$INSTDIR\_internal"
    ${EndIf}
    Delete "$INSTDIR\OssDrop.exe"
    Delete "$INSTDIR\ossdrop-cli.exe"
!macroend

Var Mode ; "/ALLUSERS", or nothing

!macro READ_MODE
    SetRegView 64
    SetShellVarContext current
    StrCpy $Mode ""
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/ALLUSERS" $1
    ${IfNot} ${Errors}
        UserInfo::GetAccountType
        Pop $1
        ${If} $1 != "Admin"
            MessageBox MB_ICONSTOP "$(FOR_ADMINS)" /SD IDOK
            SetErrorLevel 740
            Quit
        ${EndIf}
        StrCpy $Mode "/ALLUSERS"
        SetShellVarContext all
    ${EndIf}
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_ICONSTOP "$(FOR_64_BITS)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    !insertmacro READ_MODE
    ${If} $INSTDIR == "" ; else it was given by /D=
        ReadRegStr $INSTDIR SHCTX "Software\${NAME}" "Folder"
    ${EndIf}
    ${If} $INSTDIR == ""
        StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
        ${If} $Mode != ""
            StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
        ${EndIf}
    ${EndIf}
FunctionEnd

Function un.onInit
    !insertmacro READ_MODE
FunctionEnd

Section
    Call CloseRunning
    !insertmacro REMOVE_PROGRAM
    SetOutPath "$INSTDIR"
    File /r "..\..\dist\OssDrop\*.*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\OssDrop.exe"

    WriteRegStr SHCTX "Software\${NAME}" "Folder" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\OssDrop.exe"
    WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" $Mode'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" $Mode /S'
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section Uninstall
    Call un.CloseRunning
    !insertmacro REMOVE_PROGRAM
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey SHCTX "${UNINSTALL}"
    DeleteRegKey SHCTX "Software\${NAME}"

    ; What is of the person who uninstalls: what the program has offered to the Explorer, and more.
    SetShellVarContext current
    DeleteRegKey HKCU "Software\Classes\*\shell\${NAME}"
    Delete "$APPDATA\Microsoft\Windows\SendTo\${NAME}.lnk"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/PURGE" $1
    ${IfNot} ${Errors}
        RMDir /r "$LOCALAPPDATA\${NAME}"
    ${EndIf}
SectionEnd
