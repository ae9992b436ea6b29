; The till for Windows 10 and later, 64 bit. Built there, after `python packaging\build_app.py`:
;     iscc /DVersion=0.1.0 packaging\windows\onetill.iss
; Source: Inno Setup 6's documentation. Data lie in the user's %LOCALAPPDATA%\onetill, which neither an update nor
; the removal touches.

#ifndef Version
  #error "say /DVersion=x.y.z, as in pyproject.toml"
#endif
#define Dist "..\..\build\package\dist"

[Setup]
AppId={{6B0C3B8E-6B52-4C55-9E0B-6E6B3D1F51A7}
AppName=OneTill
AppVersion={#Version}
AppPublisher=OneTill
DefaultDirName={autopf}\OneTill
DefaultGroupName=OneTill
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\package
OutputBaseFilename=onetill-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
; A till that sells is not stopped by force: whoever installs is asked to end it, and it is started again after.
CloseApplications=yes
RestartApplications=yes
SetupIconFile=..\..\build\package\onetill.ico
UninstallDisplayIcon={app}\pos-clientw.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "zh_CN"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
Name: "zh_TW"; MessagesFile: "compiler:Languages\ChineseTraditional.isl"

[Types]
Name: "full"; Description: "{cm:WithCamera}"
Name: "compact"; Description: "{cm:WithoutCamera}"
Name: "custom"; Description: "{cm:Custom}"; Flags: iscustom

[CustomMessages]
en.WithCamera=With webcam scanning
en.WithoutCamera=Without webcam scanning (150 MB less)
en.Custom=Choose
en.Autostart=Start the till when this user signs in
en.Kiosk=Let the till fill the screen
zh_CN.WithCamera=含摄像头扫码
zh_CN.WithoutCamera=不含摄像头扫码（少 150 MB）
zh_CN.Custom=自定义
zh_CN.Autostart=登录后自动启动收银台
zh_CN.Kiosk=收银台占满整个屏幕
zh_TW.WithCamera=含攝影機掃碼
zh_TW.WithoutCamera=不含攝影機掃碼（少 150 MB）
zh_TW.Custom=自訂
zh_TW.Autostart=登入後自動啟動收銀台
zh_TW.Kiosk=收銀台佔滿整個螢幕

[Components]
Name: "till"; Description: "OneTill"; Types: full compact custom; Flags: fixed
Name: "camera"; Description: "{cm:WithCamera}"; Types: full

[Tasks]
Name: "autostart"; Description: "{cm:Autostart}"
Name: "kiosk"; Description: "{cm:Kiosk}"; Flags: unchecked

[Files]
Source: "{#Dist}\till\*"; DestDir: "{app}"; Components: till; Flags: recursesubdirs ignoreversion
Source: "{#Dist}\camera\*"; DestDir: "{app}\_internal"; Components: camera; Flags: recursesubdirs ignoreversion

[InstallDelete]
; Modules of an earlier version that this one does not have must not be found.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\OneTill"; Filename: "{app}\pos-clientw.exe"
Name: "{userstartup}\OneTill"; Filename: "{app}\pos-clientw.exe"; Tasks: autostart and not kiosk
Name: "{userstartup}\OneTill"; Filename: "{app}\pos-clientw.exe"; Parameters: "app --full-screen"; Tasks: autostart and kiosk

[Run]
Filename: "{app}\pos-clientw.exe"; Description: "OneTill"; Flags: nowait postinstall skipifsilent
